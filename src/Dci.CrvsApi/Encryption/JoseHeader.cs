using System.Text.Json;

namespace Dci.CrvsApi.Encryption;

/// <summary>The members that stand in <c>protected</c>, <c>unprotected</c> and <c>header</c> together; none may stand in two of them (RFC 7516 §7.2.1).</summary>
internal sealed class JoseHeader
{
    private const int MostMembers = 64;

    private readonly Dictionary<string, JsonElement> _members = new(StringComparer.Ordinal);

    private JoseHeader()
    {
    }

    /// <summary>The union, or null when a part is not an object, a name stands twice, or there are far too many.</summary>
    public static JoseHeader? Of(IEnumerable<JsonElement> parts)
    {
        var header = new JoseHeader();
        foreach (var part in parts)
        {
            if (part.ValueKind is not JsonValueKind.Object || part.GetPropertyCount() > MostMembers
                || !part.EnumerateObject().All(member => header._members.TryAdd(member.Name, member.Value)))
                return null;
        }

        return header;
    }

    public bool Has(string name) => _members.ContainsKey(name);

    public JsonElement? Find(string name) => _members.TryGetValue(name, out var value) ? value : null;

    /// <summary>Null when the member is absent or not a string.</summary>
    public string? Text(string name) => Find(name) is { ValueKind: JsonValueKind.String } value ? value.GetString() : null;
}
