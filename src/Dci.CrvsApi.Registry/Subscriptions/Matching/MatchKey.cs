using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Dci.CrvsApi.Registry.Events;
using Dci.CrvsApi.Registry.Queries;
using Dci.CrvsApi.Registry.Records;

namespace Dci.CrvsApi.Registry.Subscriptions.Matching;

/// <summary>
/// The words that a filter and the records it can match have in common. A number counts wherever it stands, so that a list of
/// 50,000 needs no more than 50,000 keys; the filter knows what it asked for.
/// </summary>
internal static class MatchKey
{
    private const int Length = 16;

    /// <summary>An identifier of a person, or a number of a record, in the form of <see cref="Normalised.Identifier"/>.</summary>
    public static string Number(string value) => "number:" + value;

    public static string Record(string recordId) => "record:" + recordId;

    /// <param name="text">An id, code or name of a place, as sent or as the tree has it.</param>
    public static string Place(VitalEvent vitalEvent, PlaceParameter parameter, string text) =>
        string.Create(CultureInfo.InvariantCulture, $"place:{(int)vitalEvent}:{(int)parameter}:{Normalised.Name(text) ?? text}");

    public static string Change(VitalEvent vitalEvent, ChangeKind kind) =>
        string.Create(CultureInfo.InvariantCulture, $"change:{(int)vitalEvent}:{(int)kind}");

    public static IReadOnlyList<ReadOnlyMemory<byte>> Digests(IReadOnlyCollection<string> words)
    {
        var keys = new List<ReadOnlyMemory<byte>>(words.Count);
        foreach (var word in words)
            keys.Add(SHA256.HashData(Encoding.UTF8.GetBytes(word)).AsMemory(0, Length));
        return keys;
    }
}
