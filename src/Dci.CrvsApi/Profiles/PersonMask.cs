using System.Text;
using System.Text.Json;
using Dci.CrvsApi.Partners;
using Dci.CrvsApi.Registry.Queries;
using Dci.CrvsApi.Registry.Records;

namespace Dci.CrvsApi.Profiles;

/// <summary>
/// What one partner may see of a canonical person and how it wants it spelt, worked out once. A partner that sees all of it
/// as it stands gets the stored bytes; for any other they are streamed through, member by member.
/// </summary>
internal sealed class PersonMask
{
    private readonly byte[][]? _fields;
    private readonly IReadOnlySet<IdentifierKind>? _kinds;
    private readonly bool _splices;

    private PersonMask(OutputProfile profile, AccessGrant access)
    {
        Profile = profile;
        Names = new MemberNames(profile.Casing, profile.AddressLines);
        _fields = access.Fields?.Select(Encoding.UTF8.GetBytes).ToArray();
        _kinds = access.IdentifierKinds;
        _splices = _fields is null && _kinds is null && Names.AreCanonical && profile is
        {
            Names: NameForm.Object,
            Identifiers: IdentifierForm.Standard,
            Relatives: RelativeForm.Standard,
            Extras: PersonExtras.None,
        };
    }

    public OutputProfile Profile { get; }

    public MemberNames Names { get; }

    public static PersonMask Compile(Partner partner) => new(partner.Profile, partner.Access);

    public static PersonMask Compile(OutputProfile profile, AccessGrant access) => new(profile, access);

    /// <summary>Writes the person as the partner may see it.</summary>
    /// <param name="searched">The identifier that found the record, null when it was found otherwise.</param>
    public void Write(Utf8JsonWriter writer, ReadOnlySpan<byte> person, SearchedIdentifier? searched)
    {
        var first = Profile.SearchedIdentifierFirst && searched is not null ? new FirstIdentifier(searched) : null;
        if (_splices && first is null)
            writer.WriteRawValue(person, skipInputValidation: true);
        else
            new PersonTransform(this, writer, first).Write(person);
    }

    /// <summary>Whether a member of the person itself is shown.</summary>
    public bool Shows(ReadOnlySpan<byte> member) => _fields is null || member is [(byte)'@', ..] || Granted(member);

    /// <summary>Whether a member of a related person is shown: what the person may not show, its relatives may not either.</summary>
    public bool ShowsOfRelative(ReadOnlySpan<byte> member) =>
        Shows(member) || IsRelationship(member);

    public static bool IsRelationship(ReadOnlySpan<byte> member) =>
        member.SequenceEqual("relationship"u8) || member.SequenceEqual("relationship_type"u8);

    /// <summary>Whether an identifier is of a type that is shown.</summary>
    public bool Shows(IdentifierEntry identifier) =>
        _kinds is null || _kinds.Contains(FirstIdentifier.KindOf(JsonSlices.TextOf(identifier.Type)));

    private bool Granted(ReadOnlySpan<byte> member)
    {
        foreach (var field in _fields!)
            if (member.SequenceEqual(field))
                return true;
        return false;
    }
}
