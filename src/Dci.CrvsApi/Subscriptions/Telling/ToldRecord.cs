using Dci.CrvsApi.Registry.Events;
using Dci.CrvsApi.Registry.Ingest;
using Dci.CrvsApi.Registry.Places;
using Dci.CrvsApi.Registry.Records;
using Dci.CrvsApi.Registry.Subscriptions.Matching;

namespace Dci.CrvsApi.Subscriptions.Telling;

/// <summary>A record as it stands, understood and rendered once, however many are told of it.</summary>
internal sealed class ToldRecord(VitalRecord record, StandingRecord standing, PlaceTree places, RecordRenderer renderer)
{
    private readonly Lazy<IReadOnlyList<Rendition>> _renditions = new(() => renderer.Renditions(record, places));

    public VitalRecord Record => record;

    public RecordFacts Facts { get; } = new(record, places);

    public ReadOnlyMemory<byte>? Bundle => standing.Bundle;

    /// <summary>The canonical person of a subject, of the first one when none is meant, by the names of a language where there are such; null when the record names none yet.</summary>
    public ReadOnlyMemory<byte>? PersonOf(PersonRole? subject, string? language)
    {
        if (_renditions.Value is not [var first, ..])
            return null;
        var role = subject ?? first.Subject;
        var person = language is null ? null : Rendered(role, language);
        return (person ?? Rendered(role, null) ?? first).Person;
    }

    /// <summary>
    /// Whether the record may be told with such a change: what is registered always; of what is not, that it was cancelled,
    /// and what a hospital has notified and nobody has decided on.
    /// </summary>
    public bool MayGoWith(ChangeKind kind) => standing.Disclosed || kind switch
    {
        ChangeKind.Cancelled => true,
        ChangeKind.Notified => record.Status is RegistrationStatus.Notified or RegistrationStatus.Declared or RegistrationStatus.Validated,
        _ => false,
    };

    private Rendition? Rendered(PersonRole subject, string? language) =>
        _renditions.Value.FirstOrDefault(rendition => rendition.Subject == subject && rendition.Language == language);
}
