using System.Collections.Frozen;

namespace Dci.CrvsApi.Tokens;

/// <summary>The OAuth2 scopes of the standard. The canonical spelling has dots (<c>registry.search</c>); slashes are read too.</summary>
internal static class Scopes
{
    public const string Search = "registry.search";

    public const string Subscribe = "registry.subscribe";

    /// <summary>Ours: to tell of births and deaths, as a hospital does.</summary>
    public const string Notify = "notification.create";

    /// <summary>Ours: to register, correct and cancel, as a registration system does.</summary>
    public const string Register = "registration.write";

    /// <summary>Ours: to read records as FHIR resources.</summary>
    public const string FhirRead = "fhir.read";

    /// <summary>Ours: to read also which versions of them there were.</summary>
    public const string FhirHistory = "fhir.history";

    /// <summary>Ours: metrics and administration.</summary>
    public const string Manage = "crvs.manage";

    public static FrozenSet<string> Known { get; } = new[]
    {
        Search,
        "registry.on-search",
        Subscribe,
        "registry.on-subscribe",
        "registry.unsubscribe",
        "registry.on-unsubscribe",
        "registry.notify",
        "registry.txn-status",
        "registry.txn-on-status",
        Notify,
        Register,
        FhirRead,
        FhirHistory,
        Manage,
    }.ToFrozenSet(StringComparer.Ordinal);

    /// <summary>The known scope that the word spells, or null.</summary>
    public static string? Find(string word) => Known.TryGetValue(word.Replace('/', '.').ToLowerInvariant(), out var scope) ? scope : null;

    /// <summary>The words of a scope parameter (RFC 6749 §3.3).</summary>
    public static string[] Split(string? text) => (text ?? "").Split(' ', StringSplitOptions.RemoveEmptyEntries);
}
