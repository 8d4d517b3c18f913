using Dci.CrvsApi.Registry.Places;
using Dci.CrvsApi.Registry.Records;

namespace Dci.CrvsApi.Registry.Ingest.Submissions;

/// <summary>What came of reading a posted bundle.</summary>
public abstract record SubmissionReading
{
    private SubmissionReading()
    {
    }

    /// <summary>It is well-formed and keeps the rules.</summary>
    public sealed record Accepted(SubmittedEvent Event) : SubmissionReading;

    /// <summary>It does not; there is at least one fault.</summary>
    public sealed record Refused(IReadOnlyList<SubmissionFault> Faults) : SubmissionReading
    {
        /// <summary>Whether it is no document bundle of the expected shape, whatever it says.</summary>
        public bool IsMalformed => Faults.Any(fault => fault.Kind is SubmissionFaultKind.Structure or SubmissionFaultKind.Invalid);
    }
}

/// <summary>A posted event as it was understood.</summary>
public sealed record SubmittedEvent
{
    public required VitalRecord Record { get; init; }

    /// <summary>The bundle in valid R4, UTF-8 JSON.</summary>
    public required ReadOnlyMemory<byte> Bundle { get; init; }

    /// <summary>Whether that differs from what was posted.</summary>
    public required bool Differs { get; init; }

    /// <summary>Whether it tells of an event that nobody has registered or declared yet.</summary>
    public required bool IsNotification { get; init; }

    /// <summary>Whether it came as a transaction, as registration systems send them.</summary>
    public bool IsTransaction { get; init; }

    /// <summary>SHA-256 of Bundle.identifier, null when the bundle has none.</summary>
    public required ReadOnlyMemory<byte>? Identifier { get; init; }

    /// <summary>SHA-256 of the content, white space left out.</summary>
    public required ReadOnlyMemory<byte> Digest { get; init; }

    /// <summary>Places that the bundle brings and the tree did not know.</summary>
    public required IReadOnlyList<Place> NewPlaces { get; init; }

    /// <summary>Type and id of the resource of each entry, in their order.</summary>
    public required IReadOnlyList<(string Type, string Id)> Resources { get; init; }
}

/// <summary>What kind of fault it is.</summary>
public enum SubmissionFaultKind
{
    /// <summary>Not built like a document bundle.</summary>
    Structure = 1,

    /// <summary>Not FHIR.</summary>
    Invalid,

    /// <summary>Something that has to be there is not.</summary>
    Required,

    /// <summary>It refers to something that does not exist.</summary>
    NotFound,

    /// <summary>It contradicts itself or a rule of the register.</summary>
    Rule,
}

/// <summary>Something wrong with a posted bundle. Never a value out of it.</summary>
/// <param name="Path">Where, as a FHIR path.</param>
/// <param name="Reason">What is wrong there, in words its sender can act on.</param>
public sealed record SubmissionFault(string Path, SubmissionFaultKind Kind, string Reason);
