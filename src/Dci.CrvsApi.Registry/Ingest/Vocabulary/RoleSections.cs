using Dci.CrvsApi.Registry.Records;

namespace Dci.CrvsApi.Registry.Ingest.Vocabulary;

/// <summary>The section of a Composition that each person stands in; told by its code, since the system is mixed in practice.</summary>
public static class RoleSections
{
    /// <summary>Every role with its section, in the order in which a record lists its people.</summary>
    public static IReadOnlyList<(PersonRole Role, string Code)> All { get; } =
        [.. Enum.GetValues<PersonRole>().Select(role => (role, role.Word() + "-details"))];

    public static string CodeOf(PersonRole role) => All[(int)role - 1].Code;

    /// <summary>Informant and witnesses are told through a RelatedPerson that wraps a Patient.</summary>
    public static bool IsWrapped(PersonRole role) =>
        role is PersonRole.Informant or PersonRole.WitnessOne or PersonRole.WitnessTwo;
}
