using System.Security.Cryptography;
using Dci.CrvsApi.Tests.Events;

namespace Dci.CrvsApi.Tests.Subscriptions.Notices;

/// <summary>The sample death, as one of a person and a record of their own.</summary>
internal sealed class PostedDeath
{
    private readonly string _record = Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(4));
    private readonly string _letters = RandomNumberGenerator.GetString("BCDFGHJKMNPQRSTVWXYZ", 7);

    public string Uin { get; } = RandomNumberGenerator.GetString("0123456789", 12);

    public string Number => "2024" + _letters;

    /// <summary>The bundle in a state of the Task; a later year makes it a later version.</summary>
    public string Bundle(string status = "REGISTERED", int year = 2024, string given = "Halvard") => Clerk.Sample("opencrvs-1.6-death.json")
        .Replace("3c1d7b20-0000-4000-8000-00000001", _record + "-0000-4000-8000-00000001", StringComparison.Ordinal)
        .Replace("DPLW21Z", _letters, StringComparison.Ordinal)
        .Replace("4400778899", Uin, StringComparison.Ordinal)
        .Replace("\"code\": \"REGISTERED\"", $"\"code\": \"{status}\"", StringComparison.Ordinal)
        .Replace("2024-04-09T", $"{year}-04-09T", StringComparison.Ordinal)
        .Replace("Halvard", given, StringComparison.Ordinal);
}
