using System.Text.Json;
using System.Text.Json.Nodes;
using Dci.CrvsApi.Tests.Clients;
using Dci.CrvsApi.Tests.Server;

namespace Dci.CrvsApi.Tests.Search;

/// <summary>Everything that the demonstration register discloses, as its answers show it: what other answers are checked against.</summary>
internal sealed class KnownRegister
{
    private static readonly string[] Languages = ["eng", "ara", "ben", "amh", "khm"];
    private readonly Dictionary<string, string?> _parents = [];
    private readonly Dictionary<string, string> _named = [];

    private KnownRegister()
    {
    }

    public Dictionary<string, List<KnownPerson>> People { get; } = [];

    public static async Task<KnownRegister> ReadAsync(SocialProtectionSystem partner)
    {
        var register = new KnownRegister();
        using var http = DemoServer.Instance.CreateClient();
        foreach (var place in JsonNode.Parse(await http.GetStringAsync(new Uri("/.well-known/locations.json", UriKind.Relative)))!["locations"]!.AsArray())
        {
            var id = place!["id"]!.GetValue<string>();
            register._parents[id] = place["containedInPlace"]?.GetValue<string>();
            register._named.Add(place["name"]!.GetValue<string>(), id);
        }

        foreach (var vitalEvent in new[] { "birth", "death" })
        {
            var people = new Dictionary<string, KnownPerson>();
            foreach (var language in Languages)
                foreach (var record in await AllAsync(partner, vitalEvent, language))
                {
                    if (!people.TryGetValue(record.GetProperty("@id").GetString()!, out var person))
                        people.Add(record.GetProperty("@id").GetString()!, person = new KnownPerson(record));
                    if (record.TryGetProperty("name", out var name))
                        person.Names.Add(name);
                }

            register.People[vitalEvent] = [.. people.Values];
        }

        return register;
    }

    /// <summary>Whether a place is another or lies in it.</summary>
    public bool IsWithin(string? place, string around)
    {
        for (; place is not null; place = _parents.GetValueOrDefault(place))
            if (place == around)
                return true;
        return false;
    }

    public string? Around(string place) => _parents.GetValueOrDefault(place);

    /// <summary>A place by its name, which no two share.</summary>
    public string? Named(string? name) => name is null ? null : _named.GetValueOrDefault(name);

    private static async Task<List<JsonElement>> AllAsync(SocialProtectionSystem partner, string vitalEvent, string language)
    {
        var records = new List<JsonElement>();
        for (var page = 1; ; page++)
        {
            var criteria = Peers.Criteria("predicate", Peers.RegisteredSince1900, vitalEvent);
            criteria["pagination"] = new JsonObject { ["page_size"] = 1000, ["page_number"] = page };
            var item = SocialProtectionSystem.Item(criteria);
            item["locale"] = language;
            var reply = await partner.SendAsync(SocialProtectionSystem.Message(item));
            records.AddRange(reply.Records);
            if (records.Count >= reply.Total)
                return records;
        }
    }
}

/// <summary>One record as it was answered, with its names in every language.</summary>
internal sealed record KnownPerson(JsonElement Record)
{
    public string Id => Record.GetProperty("@id").GetString()!;

    public List<JsonElement> Names { get; } = [];

    /// <summary>A member's text; of a list, the first; null when absent.</summary>
    public string? Text(string member) =>
        !Record.TryGetProperty(member, out var value) ? null : value.ValueKind == JsonValueKind.Array ? value[0].GetString() : value.GetString();

    public IEnumerable<string> Identifiers(string type) =>
        Record.TryGetProperty("identifier", out var identifiers)
            ? identifiers.EnumerateArray().Where(one => one.GetProperty("identifier_type").GetString() == type).Select(one => one.GetProperty("identifier_value").GetString()!)
            : [];

    public IEnumerable<string> Parents() =>
        new[] { "parent1_identifier", "parent2_identifier" }.Where(member => Record.TryGetProperty(member, out _)).Select(member => Record.GetProperty(member).GetProperty("identifier_value").GetString()!);

    /// <summary>The id of a place of the tree; null when there is none, as for a home.</summary>
    public string? Place(string member) =>
        Record.TryGetProperty(member, out var place) && place.TryGetProperty("identifier", out var identifier) ? identifier.GetProperty("identifier").GetString() : null;

    /// <summary>The name of the area around where it happened; null when it is not said.</summary>
    public string? AreaOf(string member) =>
        Record.TryGetProperty(member, out var place) && place.TryGetProperty("contained_in_place", out var area) ? area.GetString() : null;
}
