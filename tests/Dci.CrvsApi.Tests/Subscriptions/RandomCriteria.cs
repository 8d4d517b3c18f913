using System.Text.Json;
using System.Text.Json.Nodes;
using Dci.CrvsApi.Registry.Places;
using Dci.CrvsApi.Registry.Records;

namespace Dci.CrvsApi.Tests.Subscriptions;

/// <summary>Expressions at random, with values that the records have, so that they hit.</summary>
internal sealed class RandomCriteria(Random random, IReadOnlyList<VitalRecord> records, PlaceTree places)
{
    private static readonly Dictionary<IdentifierKind, string> Types = new()
    {
        [IdentifierKind.NationalId] = "UIN",
        [IdentifierKind.BirthRegistrationNumber] = "BRN",
        [IdentifierKind.DeathRegistrationNumber] = "DRN",
        [IdentifierKind.MarriageRegistrationNumber] = "MRN",
        [IdentifierKind.Passport] = "passport",
    };

    public JsonElement Next()
    {
        var expression = new JsonObject
        {
            ["query_type"] = "expression",
            ["query"] = new JsonObject
            {
                ["type"] = "ns:org:QueryType:NoSql",
                ["value"] = new JsonObject { ["expression"] = new JsonObject { ["query"] = Node(2) } },
            },
        };
        return JsonSerializer.SerializeToElement(expression);
    }

    private JsonObject Node(int depth) => (depth == 0 ? 0 : random.Next(5)) switch
    {
        1 or 2 => new JsonObject { [random.Next(2) == 0 ? "$and" : "$or"] = new JsonArray([.. Enumerable.Range(0, 1 + random.Next(3)).Select(_ => (JsonNode)Node(depth - 1))]) },
        3 => new JsonObject { ["$not"] = Node(depth - 1) },
        _ => Test(records[random.Next(records.Count)]),
    };

    private JsonObject Test(VitalRecord record)
    {
        var (attribute, value, ordered) = Known(record);
        return new JsonObject { [attribute] = new JsonObject { [Operator(ordered)] = value } };
    }

    private (string Attribute, string Value, bool Ordered) Known(VitalRecord record)
    {
        var person = record.People[random.Next(record.People.Count)];
        var name = person.Names.Count > 0 ? person.Names[random.Next(person.Names.Count)] : null;
        var identifier = person.Identifiers.Count > 0 ? person.Identifiers[random.Next(person.Identifiers.Count)] : null;
        return random.Next(12) switch
        {
            0 when identifier is not null && Types.TryGetValue(identifier.Kind, out var type) => (type, Spelt(identifier.Value), true),
            1 when identifier is not null => (Pick("identifier", "parent1_identifier", "mother_identifier", "father_identifier"), Spelt(identifier.Value), false),
            2 when record.RegistrationNumber is { } number => ("registration_number", Spelt(number), true),
            3 when record.TrackingId is { } tracking => ("tracking_id", Spelt(tracking), true),
            4 => ("record_id", record.RecordId, false),
            5 or 6 when PlaceOf(record) is { } place => (Pick("event_place", "birth_place", "registration_office"), place, false),
            7 when name?.Surname is { } surname => (Pick("name.surname", "name", "mother.surname"), surname, true),
            8 when name?.GivenName is { } given => (Pick("name.given_name", "name"), given, true),
            9 when person.Sex is { } sex => ("sex", sex == Sex.Female ? "female" : "male", false),
            10 when record.RegisteredOn is { } day => ("registration_date", day.ToString("O"), true),
            11 => ("age", (1 + random.Next(60)).ToString(System.Globalization.CultureInfo.InvariantCulture), true),
            _ => (Pick("event_date", "birth_date", "death_date", "marriage_date"), record.EventDate?.ToString() ?? "2000", true),
        };
    }

    /// <summary>The place of the event or the office, or an area around it, by its id, its code or its name.</summary>
    private string? PlaceOf(VitalRecord record)
    {
        var path = places.PathOf(random.Next(2) == 0 ? record.OfficeId : record.Place?.LocationId ?? record.Place?.AreaId);
        if (path.Count == 0)
            return null;
        var place = path[random.Next(path.Count)];
        return Pick(place.Id, "Location/" + place.Id, place.Name, place.Code ?? place.Id);
    }

    private string Operator(bool ordered) => ordered && random.Next(3) == 0 ? Pick("$gt", "$gte", "$lt", "$lte") : Pick("$eq", "$eq", "$in", "$ne");

    private string Spelt(string value) => random.Next(2) == 0 ? value : " " + value.ToLowerInvariant();

    private string Pick(params string[] words) => words[random.Next(words.Length)];
}
