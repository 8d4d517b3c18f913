namespace Dci.CrvsApi.Registry.Queries;

/// <summary>
/// The FHIR prefixes. Against a partial date they compare by containment: <c>eq</c> means wholly inside,
/// <c>gt</c> and <c>lt</c> wholly after and before, <c>ge</c> and <c>le</c> not beginning before and not ending after.
/// </summary>
public enum Comparison
{
    Eq,
    Gt,
    Ge,
    Lt,
    Le,
}
