using Dci.CrvsApi.Fhir.Masks;
using Dci.CrvsApi.Fhir.Reading;
using Dci.CrvsApi.Registry.Queries.Fhir;

namespace Dci.CrvsApi.Fhir.Searching;

/// <summary>One <c>_include</c> or <c>_revinclude</c>: along which references further resources of the same record come along.</summary>
/// <param name="Source">The type that refers.</param>
/// <param name="Name">The search parameter that names the reference; <c>*</c> for all.</param>
/// <param name="Target">The type that is referred to, null for any.</param>
/// <param name="Reverse">Whether what refers comes along, and not what is referred to.</param>
/// <param name="Iterates">Whether it also goes on from what came along.</param>
internal sealed record IncludeRule(string Source, string Name, string? Target, bool Reverse, bool Iterates)
{
    private static readonly (string Source, string Name, Func<ShownResource, IEnumerable<string>> References)[] Known =
    [
        ("Composition", "entry", resource => resource.Json.Objects("section").SelectMany(section => section.References("entry"))),
        ("Task", "focus", resource => resource.Json.References("focus")),
        ("Task", "office", resource => TaskMask.Offices(resource.Json).SelectMany(office => office.References("valueReference"))),
        ("RelatedPerson", "patient", resource => resource.Json.References("patient")),
        ("Encounter", "location", resource => resource.Json.Objects("location").SelectMany(place => place.References("location"))),
        ("Observation", "encounter", resource => resource.Json.References("encounter")),
        ("Observation", "subject", resource => resource.Json.References("subject")),
        (FhirTypes.Place, "partof", resource => resource.Json.References("partOf")),
    ];

    public static bool Is(string parameter) => parameter.Split(':')[0] is "_include" or "_revinclude";

    /// <summary>What can be asked for, as a capability statement lists it.</summary>
    public static IEnumerable<string> Of(string type, bool reverse) =>
        Known.Where(known => reverse ? known.Source != type && Leads(known.Source, type) : known.Source == type).Select(known => $"{known.Source}:{known.Name}");

    /// <summary>Null, with a fault, for what can't be included.</summary>
    public static IncludeRule? Read(string type, string parameter, string value, List<ResourceSearchFault> faults)
    {
        var word = parameter.Split(':');
        var iterates = word is [_, "iterate"];
        var reverse = word[0] == "_revinclude";
        var parts = value.Split(':');
        var isAll = value == "*";
        if ((word.Length > 1 && !iterates) || (!isAll && (parts.Length is < 2 or > 3 || !Known.Any(known => known.Source == parts[0] && (parts[1] == "*" || known.Name == parts[1]))))
            || (parts.Length == 3 && !FhirTypes.All.Contains(parts[2])) || (!reverse && !iterates && !isAll && parts[0] != type))
        {
            faults.Add(new(parameter.Length > 100 ? parameter[..100] : parameter, ResourceSearchFaultKind.NotSupported, "This can't be included; /fhir/metadata lists what can."));
            return null;
        }

        return isAll ? new IncludeRule("*", "*", null, reverse, iterates) : new IncludeRule(parts[0], parts[1], parts.Length == 3 ? parts[2] : null, reverse, iterates);
    }

    /// <summary>The references of a resource that the rule follows.</summary>
    public IEnumerable<string> ReferencesOf(ShownResource resource) =>
        Known.Where(known => known.Source == resource.Type && (Source == "*" || Source == known.Source) && (Name == "*" || Name == known.Name))
            .SelectMany(known => known.References(resource))
            .Where(reference => Target is null || reference.StartsWith(Target + "/", StringComparison.Ordinal));

    private static bool Leads(string source, string type) => (source, type) switch
    {
        ("Composition", "Patient" or "RelatedPerson" or "Encounter") => true,
        ("Task", "Composition" or FhirTypes.Place) => true,
        ("RelatedPerson", "Patient") or ("Observation", "Encounter" or "Patient") or ("Encounter", FhirTypes.Place) => true,
        _ => false,
    };
}
