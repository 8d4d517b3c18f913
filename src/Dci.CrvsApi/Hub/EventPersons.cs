using System.Collections.Frozen;
using System.Runtime.CompilerServices;
using System.Text.Json;
using Dci.CrvsApi.Partners;
using Dci.CrvsApi.Profiles;
using Dci.CrvsApi.Registry.Ingest.Vocabulary;
using Dci.CrvsApi.Registry.Records;
using Dci.CrvsApi.Subscriptions.Notices;

namespace Dci.CrvsApi.Hub;

/// <summary>What a full event says of its record: the registration number and the person, as a search would show them to the partner.</summary>
internal sealed class EventPersons
{
    private const string Identifier = "identifier";

    private readonly ConditionalWeakTable<Partner, Masks> _masks = [];

    /// <param name="onlyWhich">Only which record it is: its number and the identifiers of the person.</param>
    public void Write(Utf8JsonWriter writer, Partner partner, ToldEvent told, bool onlyWhich)
    {
        if (told.Record is not { } record)
            return;
        if (record.RegistrationNumber is { } number && ShowsNumber(partner.Access, record.Event))
            writer.WriteString("registrationNumber"u8, number);
        var masks = _masks.GetValue(partner, Masks.Of);
        if ((onlyWhich ? masks.OnlyWhich : masks.All) is not { } mask || told.Person is not { } person)
            return;
        writer.WritePropertyName("person"u8);
        mask.Write(writer, person.Span, null);
    }

    private static bool ShowsNumber(AccessGrant access, VitalEvent vitalEvent) =>
        access.Fields?.Contains(Identifier) != false && access.IdentifierKinds?.Contains(EventCodes.Of(vitalEvent).NumberKind) != false;

    /// <param name="OnlyWhich">Null when the partner may see no identifiers.</param>
    private sealed record Masks(PersonMask All, PersonMask? OnlyWhich)
    {
        private static readonly FrozenSet<string> Identifiers = FrozenSet.Create(StringComparer.Ordinal, Identifier);

        public static Masks Of(Partner partner) => new(
            PersonMask.Compile(partner),
            partner.Access.Fields?.Contains(Identifier) == false ? null : PersonMask.Compile(partner.Profile, partner.Access with { Fields = Identifiers }));
    }
}
