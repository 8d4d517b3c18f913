namespace Dci.CrvsApi.Profiles;

/// <summary>The named output profiles that a registration starts from, and how it departs from them.</summary>
internal static class Presets
{
    public const string Default = "dci-crvs-1.0.0";

    private static readonly OutputProfile[] All =
    [
        new() { Preset = Default },
        new()
        {
            Preset = "opencrvs",
            Casing = MemberCasing.Camel,
            Names = NameForm.Flat,
            Identifiers = IdentifierForm.Named,
            Relatives = RelativeForm.Relations,
            Vocabulary = Vocabulary.OpenCrvs,
            RejectAs = RejectionForm.Item,
            ReplyAction = ReplyActionForm.Request,
            ReplyParties = ReplyPartiesForm.Echoed,
            ReplyMessageId = ReplyMessageIdForm.Echoed,
            AckStatusCode = StatusCodes.Status202Accepted,
            Algorithm = "RS256",
        },
        new()
        {
            Preset = "registry-stack",
            SearchedIdentifierFirst = true,
            EventTypeInData = false,
            RejectAs = RejectionForm.Item,
            ReplyMessageId = ReplyMessageIdForm.Echoed,
            TotalCountsRecords = true,
            MinimalHeader = true,
            Algorithm = "RS256",
        },
        new()
        {
            Preset = "openspp",
            Extras = PersonExtras.OpenSpp,
            NoMatch = NoMatchForm.Omit,
            Instants = InstantForm.Seconds,
            Signature = SignatureForm.ParameterString,
            Algorithm = "EdDSA",
            Notify = NotifyForm.OpenSpp,
        },
        new()
        {
            Preset = "g2p-connect-1.0",
            AddressLines = AddressLineForm.Samples,
            RegRecords = RegRecordsForm.ObjectWhenOne,
            Vocabulary = Vocabulary.G2pConnect,
            RegSubType = true,
            NoMatch = NoMatchForm.Omit,
            RejectAs = RejectionForm.Item,
            HeaderExtras = HeaderExtras.G2pConnect,
            Algorithm = "RS256",
            Notify = NotifyForm.G2pConnect,
        },
        new()
        {
            Preset = "dci-core-draft",
            AddressLines = AddressLineForm.Both,
            RegRecords = RegRecordsForm.ObjectWhenOne,
            Vocabulary = Vocabulary.CoreDraft,
            NoMatch = NoMatchForm.Omit,
            RejectAs = RejectionForm.Item,
        },
    ];

    public static IReadOnlyList<string> Names { get; } = [.. All.Select(profile => profile.Preset)];

    /// <summary>The preset of this name, or null.</summary>
    public static OutputProfile? Find(string name) => Array.Find(All, profile => profile.Preset == name);

    /// <summary>Every knob and the word it stands at, as <c>partners show</c> prints them.</summary>
    public static IReadOnlyList<KeyValuePair<string, string>> Describe(OutputProfile profile) =>
        [.. Knobs.All.Select(knob => KeyValuePair.Create(knob.Name, knob.Read(profile)))];

    /// <summary>The profile with knobs turned. Every fault is told; a knob that can't be turned stays where it was.</summary>
    public static TurnedProfile Override(OutputProfile profile, IEnumerable<KeyValuePair<string, string>> words)
    {
        var faults = new List<string>();
        foreach (var (name, word) in words)
        {
            if (Knobs.Find(name) is not { } knob)
                faults.Add($"'{name}' is not a knob of a profile; there are {string.Join(", ", Knobs.All.Select(known => known.Name))}.");
            else if (knob.Turn(profile, word) is not { } turned)
                faults.Add($"'{name}' can't be '{word}'; it takes {string.Join(", ", knob.Words)}.");
            else
                profile = turned;
        }

        if (profile is { Signature: SignatureForm.ParameterString, Algorithm: not "EdDSA" })
            faults.Add("'signature' parameter-string needs 'algorithm' EdDSA: its readers verify nothing else.");
        return new TurnedProfile(profile, faults);
    }
}

/// <summary>A profile after its knobs were turned.</summary>
/// <param name="Faults">What could not be turned, one sentence each; empty when all is well.</param>
internal sealed record TurnedProfile(OutputProfile Profile, IReadOnlyList<string> Faults);
