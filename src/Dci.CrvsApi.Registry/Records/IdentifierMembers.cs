using System.Text.Json;
using Dci.CrvsApi.Registry.Ingest.Vocabulary;

namespace Dci.CrvsApi.Registry.Records;

/// <summary>Writes the identifiers of a DCI person and of their parents.</summary>
internal sealed class IdentifierMembers(PersonMapping mapping)
{
    /// <summary>The registration number of the event first, then the person's own in the order recorded.</summary>
    public void WriteAll(Utf8JsonWriter writer, VitalRecord record, RecordedPerson person)
    {
        var number = record.RegistrationNumber is { } value
            ? new RecordedIdentifier(EventCodes.Of(record.Event).NumberKind, value)
            : null;
        if (number is null && person.Identifiers.Count == 0)
            return;

        writer.WriteStartArray("identifier"u8);
        if (number is not null)
            Write(writer, number);
        foreach (var identifier in person.Identifiers)
            if (number is null || identifier.Kind != number.Kind || identifier.Value != number.Value)
                Write(writer, identifier);
        writer.WriteEndArray();
    }

    /// <summary>parent1 is the mother and parent2 the father; each by the national identifier where there is one.</summary>
    public void WriteParents(Utf8JsonWriter writer, IReadOnlyList<RecordedPerson> people)
    {
        WriteParent(writer, "parent1_identifier"u8, people, PersonRole.Mother);
        WriteParent(writer, "parent2_identifier"u8, people, PersonRole.Father);
    }

    private void WriteParent(Utf8JsonWriter writer, ReadOnlySpan<byte> member, IReadOnlyList<RecordedPerson> people, PersonRole role)
    {
        var identifiers = people.FirstOrDefault(person => person.Role == role)?.Identifiers ?? [];
        if (identifiers.Count == 0)
            return;
        writer.WritePropertyName(member);
        Write(writer, identifiers.FirstOrDefault(identifier => identifier.Kind == IdentifierKind.NationalId) ?? identifiers[0]);
    }

    private void Write(Utf8JsonWriter writer, RecordedIdentifier identifier)
    {
        writer.WriteStartObject();
        writer.WriteString("@type"u8, "Identifier"u8);
        writer.WriteString("identifier_type"u8, TypeOf(identifier));
        writer.WriteString("identifier_value"u8, identifier.Value);
        writer.WriteEndObject();
    }

    /// <summary>The standard lists UIN, BRN, DRN and MRN; anything else goes out under the register's own word.</summary>
    private string TypeOf(RecordedIdentifier identifier) => identifier.Kind switch
    {
        IdentifierKind.BirthRegistrationNumber => "BRN",
        IdentifierKind.DeathRegistrationNumber => "DRN",
        IdentifierKind.MarriageRegistrationNumber => "MRN",
        IdentifierKind.NationalId => mapping.NationalIdType,
        _ => IdentifierCodes.Of(identifier),
    };
}
