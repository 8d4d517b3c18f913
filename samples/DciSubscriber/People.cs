using System.Text.Json;
using WebhookReceiver;

namespace DciSubscriber;

/// <summary>Whom an event is about, by the numbers that our list goes by; a programme that is not a sample should print nobody's.</summary>
public static class People
{
    public static string Of(JsonElement item)
    {
        // Without a record when it is not registered any more; the event that says so follows.
        if (!item.TryGetProperty("data", out var data) || !data.TryGetProperty("reg_records", out var records))
            return "somebody whose record is withdrawn by now";
        var persons = records.ValueKind == JsonValueKind.Array ? records.EnumerateArray().ToList() : [records];
        return string.Join(", ", persons.Select(Person));
    }

    private static string Person(JsonElement person)
    {
        var numbers = person.TryGetProperty("identifier", out var identifiers) && identifiers.ValueKind == JsonValueKind.Array
            ? identifiers.EnumerateArray().Where(one => Summary.Text(one, "identifier_type") == "UIN").Select(one => Summary.Text(one, "identifier_value"))
            : [];
        var day = Summary.Text(person, "death_date");
        return $"UIN {string.Join('/', numbers)}{(day is null ? "" : $", died on {day}")}";
    }
}
