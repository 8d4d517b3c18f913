using Dci.CrvsApi.Registry.Places;
using Dci.CrvsApi.Registry.Records;

namespace Dci.CrvsApi.Registry.Ingest;

/// <summary>What came of reading a bundle.</summary>
public abstract record BundleReading
{
    private BundleReading()
    {
    }

    /// <summary>The bundle is understood.</summary>
    public sealed record Accepted(IncomingBundle Bundle) : BundleReading;

    /// <summary>The bundle can't be taken; there is at least one fault.</summary>
    public sealed record Refused(IReadOnlyList<BundleFault> Faults) : BundleReading;
}

/// <summary>A bundle as the register understands it.</summary>
/// <param name="Record">The vital event in it, null when it only tells of places.</param>
/// <param name="Places">The places of the tree that it describes, in the order in which they stand.</param>
/// <param name="Normalised">The bundle in valid R4, UTF-8 JSON.</param>
/// <param name="Differs">Whether that differs from what was received.</param>
public sealed record IncomingBundle(VitalRecord? Record, IReadOnlyList<Place> Places, ReadOnlyMemory<byte> Normalised, bool Differs);

/// <summary>Why a bundle can't be taken. Never a value out of it, since values are personal.</summary>
/// <param name="Path">Where, as a FHIR path; <c>Bundle</c> for the whole.</param>
/// <param name="Reason">What is wrong there, in words its sender can act on.</param>
public sealed record BundleFault(string Path, string Reason);
