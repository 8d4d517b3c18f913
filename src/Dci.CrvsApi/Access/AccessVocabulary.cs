using System.Collections.Frozen;
using Dci.CrvsApi.Contract;

namespace Dci.CrvsApi.Access;

/// <summary>The words in which access is granted.</summary>
internal static class AccessVocabulary
{
    /// <summary>Members of the canonical person, as the contract lists them; those of JSON-LD are always sent.</summary>
    public static FrozenSet<string> Fields { get; } = DciJson.Default.CrvsPerson.Properties
        .Select(property => property.Name)
        .Where(name => !name.StartsWith('@'))
        .ToFrozenSet(StringComparer.Ordinal);
}
