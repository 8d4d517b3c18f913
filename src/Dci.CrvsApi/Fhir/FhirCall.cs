using Dci.CrvsApi.Partners;

namespace Dci.CrvsApi.Fhir;

/// <summary>Who reads, and how.</summary>
/// <param name="Partner">Known by its token.</param>
/// <param name="MayReadHistory">Whether the token also lets it read versions.</param>
/// <param name="Purpose">What the records are wanted for, null when not stated.</param>
/// <param name="Lenient">Whether parameters that are not known may be passed over.</param>
internal sealed record FhirCall(Partner Partner, bool MayReadHistory, string? Purpose, bool Lenient);
