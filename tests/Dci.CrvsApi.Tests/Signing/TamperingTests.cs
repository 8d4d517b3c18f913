using Dci.CrvsApi.Signing;
using FsCheck.Fluent;
using static Dci.CrvsApi.Tests.Signing.SigningParty;

namespace Dci.CrvsApi.Tests.Signing;

/// <summary>Whatever is changed in what was sent, in whatever form it was signed, it is refused.</summary>
public sealed class TamperingTests
{
    private static readonly string[] Header = ["\"version\":\"1.0.0\"", "\"message_id\":\"m\"", "\"total_count\":1", "\"meta\":{\"a\":[1,2]}", "\"sender_id\":\"alice\""];
    private static readonly string[] Message = ["\"transaction_id\":\"t\"", "\"x\":null", "\"y\":true", "\"search_request\":[{\"reference_id\":\"नेहा\"}]"];

    [FsCheck.NUnit.Property(MaxTest = 60)]
    public FsCheck.Property Any_change_of_any_member_is_refused() => Prop.ForAll(Changes().ToArbitrary(), change =>
    {
        var (header, message) = (Join(Header), Join(Message));
        var changedHeader = change.InHeader ? Join(change.Apply(Header)) : header;
        var changedMessage = change.InHeader ? message : Join(change.Apply(Message));
        return Signatures(header, message).All(signature =>
            Alice.Check(signature, header, message) is SignatureOutcome.Valid
            && Alice.Check(signature, changedHeader, changedMessage) is SignatureOutcome.Refused);
    });

    [FsCheck.NUnit.Property(MaxTest = 200)]
    public FsCheck.Property Nothing_that_is_no_signature_is_taken_for_one() => Prop.ForAll<FsCheck.NonNull<string>>(signature =>
        Alice.Check(Sane(signature.Get), "{}", "{}") is not SignatureOutcome.Valid);

    private static string[] Signatures(string header, string message) =>
    [
        Alice.Attached("ES256", Payload(header, message)),
        Alice.Attached("EdDSA", Canonical(EnvelopeForm.SortedAscii, header, message)),
        Alice.Detached("RS256", Canonical(EnvelopeForm.Jcs, header, message)),
        Alice.Parameters(Canonical(EnvelopeForm.SortedAscii, header, message)),
        Alice.RawRsa(header, message),
    ];

    private static FsCheck.Gen<Change> Changes() =>
        from inHeader in Gen.Elements(true, false)
        from at in Gen.Choose(0, (inHeader ? Header.Length : Message.Length) - 1)
        from kind in Gen.Elements("drop", "rename", "replace", "add")
        from value in Gen.Elements("\"other\"", "2", "[]", "{}", "false", "\"1\"", "[1,3]")
        select new Change(inHeader, at, kind, value);

    private static string Join(IEnumerable<string> members) => "{" + string.Join(',', members) + "}";

    private static string Sane(string text) => new([.. text.Where(c => !char.IsSurrogate(c))]);

    private sealed record Change(bool InHeader, int At, string Kind, string Value)
    {
        public IEnumerable<string> Apply(string[] members)
        {
            var name = members[At][..(members[At].IndexOf(':', StringComparison.Ordinal) + 1)];
            string[] put = Kind switch
            {
                "drop" => [],
                "rename" => ["\"_" + members[At][1..]],
                "replace" => [name + Value],
                _ => [members[At], $"\"added\":{Value}"],
            };
            return [.. members[..At], .. put, .. members[(At + 1)..]];
        }
    }
}
