using System.Globalization;

namespace Dci.CrvsApi.Registry.Demonstration;

/// <summary>Ways to reach people who do not exist.</summary>
internal static class Contacts
{
    /// <summary>Country code 999 is not assigned.</summary>
    public static string Phone(ref Draw draw) =>
        string.Create(CultureInfo.InvariantCulture, $"+999{700_000_000 + draw.Below(99_999_999)}");

    /// <summary>example.org is reserved for examples (RFC 2606).</summary>
    public static string Email(Naming naming, ref Draw draw) =>
        string.Create(CultureInfo.InvariantCulture, $"{(naming.Community.Language is null ? "citizen" : naming.Given.Latin.ToLowerInvariant())}{draw.Below(9_999)}@example.org");
}
