using System.Security.Cryptography;
using Dci.CrvsApi.Registry.Ingest;
using Dci.CrvsApi.Registry.Records;
using Dci.CrvsApi.Storage.Sql.Fhir;

namespace Dci.CrvsApi.Storage.Sql.Records;

/// <summary>
/// A record taken apart into rows and packed: everything that can be done before the writer's turn.
/// What is not registered has no rows to be found by.
/// </summary>
internal sealed class RecordRow
{
    private RecordRow(RecordEntry entry) => (Entry, Record) = (entry, entry.Record);

    public RecordEntry Entry { get; }

    public VitalRecord Record { get; }

    public required bool Disclosed { get; init; }

    public required string? NumberN { get; init; }

    public required string? TrackingN { get; init; }

    public required string? PlaceNameN { get; init; }

    /// <summary>The first subject under the default name, inline in the record's row.</summary>
    public required PersonRow? Subject { get; init; }

    /// <summary>Everybody else, and every other name.</summary>
    public required IReadOnlyList<PersonRow> People { get; init; }

    public required IReadOnlyList<IdentRow> Identifiers { get; init; }

    /// <summary>What the resources of the bundle are found by.</summary>
    public required IReadOnlyList<long> Resources { get; init; }

    /// <summary>The first stands with the body.</summary>
    public required IReadOnlyList<RenditionRow> Renditions { get; init; }

    public RenditionRow? Rendered => Renditions.Count > 0 ? Renditions[0] : null;

    /// <summary>Empty for a record that is not registered and names no subject yet.</summary>
    public ReadOnlyMemory<byte> Person => Rendered?.Person ?? default;

    public required byte[] Digest { get; init; }

    public required byte[]? Bundle { get; init; }

    public required byte[]? Original { get; init; }

    public static RecordRow Of(RecordEntry entry, bool keepBodies)
    {
        var record = entry.Record;
        var disclosed = record.Status.IsLegallyRegistered();
        if (disclosed && entry.Renditions.Count == 0)
            throw new ArgumentException("A registered record has to be rendered.", nameof(entry));
        var first = PersonRoles.SubjectsOf(record.Event)[0];
        var people = PersonRow.AllOf(record);
        var subject = people.FindIndex(row => row.Person.Role == first && row.NameNo == 0);
        var inline = subject < 0 ? null : people[subject];
        if (inline is not null)
            people.RemoveAt(subject);
        return new RecordRow(entry)
        {
            Disclosed = disclosed,
            NumberN = Normalised.Identifier(record.RegistrationNumber),
            TrackingN = Normalised.Identifier(record.TrackingId),
            PlaceNameN = Normalised.Name(record.Place?.Name),
            Subject = inline,
            People = disclosed ? people : [],
            Identifiers = disclosed ? IdentRow.AllOf(record) : [],
            Resources = disclosed && keepBodies ? ResourceKeys.Of(entry) : [],
            Renditions = [.. entry.Renditions.Select(rendition => RenditionRow.Of(record, rendition))],
            Digest = SHA256.HashData(entry.Bundle.Span),
            Bundle = keepBodies ? PackedBundle.Pack(entry.Bundle.Span) : null,
            Original = keepBodies && entry.Original is { } original ? PackedBundle.Pack(original.Span) : null,
        };
    }
}
