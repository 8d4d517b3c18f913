using Dci.CrvsApi.Registry.Ingest;
using Dci.CrvsApi.Registry.Places;

namespace Dci.CrvsApi.Registry.Events;

/// <summary>Port to where posted events are stored: record, places, change and what the bundle is known by, together or not at all.</summary>
public interface IEventIntake
{
    Task<IntakeOutcome> TakeAsync(Submission submission, CancellationToken cancellationToken);
}

/// <summary>A posted event that is well-formed, ready to be held against what is stored.</summary>
public sealed record Submission
{
    public required RecordEntry Entry { get; init; }

    /// <summary>Who posts it.</summary>
    public required string PartnerId { get; init; }

    /// <summary>Whether that partner may register, not only notify.</summary>
    public required bool MayRegister { get; init; }

    /// <summary>Whether it only notifies.</summary>
    public required bool IsNotification { get; init; }

    /// <summary>SHA-256 of the bundle's identifier; null when it has none, and can't be recognised when it comes again.</summary>
    public ReadOnlyMemory<byte>? Identifier { get; init; }

    /// <summary>SHA-256 of the bundle's content.</summary>
    public required ReadOnlyMemory<byte> Digest { get; init; }

    /// <summary>Places that the bundle brings and the tree does not know.</summary>
    public IReadOnlyList<Place> NewPlaces { get; init; } = [];
}

/// <summary>What came of posting an event.</summary>
public abstract record IntakeOutcome
{
    private IntakeOutcome()
    {
    }

    /// <summary>It is stored now, or was before.</summary>
    /// <param name="Created">Whether the record was new when this bundle first came.</param>
    /// <param name="Version">The record's version that the bundle made.</param>
    /// <param name="At">When that was.</param>
    /// <param name="Kind">What it changed; null when it changed nothing, or was answered before.</param>
    public sealed record Accepted(bool Created, long Version, DateTimeOffset At, ChangeKind? Kind) : IntakeOutcome;

    /// <summary>Nothing was stored.</summary>
    public sealed record Refused(IntakeRefusal Reason) : IntakeOutcome;
}

/// <summary>Why a well-formed event was not stored.</summary>
public enum IntakeRefusal
{
    /// <summary>The same partner has sent another bundle under this identifier.</summary>
    IdentifierReused = 1,

    /// <summary>Another registered record of the event has this registration number.</summary>
    NumberTaken,

    /// <summary>The record is one of another vital event.</summary>
    OtherEvent,

    /// <summary>The record was brought by somebody else.</summary>
    OfAnotherPartner,

    /// <summary>It notifies what is past notification.</summary>
    PastNotification,

    /// <summary>What is stored was changed at its source after this bundle was.</summary>
    Overtaken,
}
