using System.Globalization;
using System.Text.Json.Nodes;
using Dci.CrvsApi.Registry.Records;

namespace Dci.CrvsApi.Tests.Search;

/// <summary>A condition as it is sent, beside what it means; made from a value that somebody in the register has.</summary>
internal sealed record KnownCondition(JsonObject Sent, Func<KnownPerson, bool> Means)
{
    private static readonly string[] Orders = ["eq", "ne", "gt", "ge", "lt", "le"];
    private static readonly string[] Sameness = ["eq", "ne"];

    public static KnownCondition Any(Random random, KnownRegister register, string vitalEvent)
    {
        for (; ; )
        {
            var people = register.People[vitalEvent];
            if (Of(random, register, vitalEvent, people[random.Next(people.Count)]) is { } condition)
                return condition;
        }
    }

    private static KnownCondition? Of(Random random, KnownRegister register, string vitalEvent, KnownPerson person) => random.Next(8) switch
    {
        0 => OfDate(random, "birth_date", person),
        1 => OfDate(random, vitalEvent == "death" ? "death_date" : "registration_date", person),
        2 => OfName(random, "name.surname", "surname", person),
        3 => OfName(random, "name.given_name", "given_name", person),
        4 => person.Text("sex") is { } sex ? Comparing("sex", Pick(random, Sameness), sex, other => [other.Text("sex")]) : null,
        5 => Pick(random, ["BRN", "DRN", "UIN"]) is var type && person.Identifiers(type).FirstOrDefault() is { } number ? Comparing(type, Pick(random, Orders), number, other => other.Identifiers(type)) : null,
        6 => person.Parents().FirstOrDefault() is { } parent ? Comparing("parent1_identifier", Pick(random, Sameness), parent, other => other.Parents()) : null,
        _ => OfPlace(random, register, vitalEvent + "_place", person),
    };

    private static KnownCondition? OfDate(Random random, string attribute, KnownPerson person)
    {
        if (person.Text(attribute) is not { } date)
            return null;
        var asked = date[..Math.Min(date.Length, Pick(random, [4, 7, 10, 10]))];
        var op = Pick(random, Orders);
        var (from, to) = Days(asked);
        return new KnownCondition(Expression(attribute, op, asked), other =>
        {
            if (other.Text(attribute) is not { } recorded)
                return op == "ne";
            var (first, last) = Days(recorded);
            return op switch
            {
                "eq" => first >= from && last <= to,
                "ne" => first < from || last > to,
                "gt" => first > to,
                "ge" => first >= from,
                "lt" => last < from,
                _ => last <= to,
            };
        });
    }

    private static KnownCondition? OfName(Random random, string attribute, string member, KnownPerson person)
    {
        var known = Names(person, member).ToList();
        if (known.Count == 0)
            return null;
        var asked = Pick(random, known);
        return Comparing(attribute, Pick(random, Orders), random.Next(3) == 0 ? asked.ToLowerInvariant() : asked, other => Names(other, member).Select(Normalised.Name), Normalised.Name(asked));
    }

    private static KnownCondition? OfPlace(Random random, KnownRegister register, string member, KnownPerson person)
    {
        if (person.Place(member) is not { } place)
            return null;
        for (var up = random.Next(2); up > 0; up--)
            place = register.Around(place) ?? place;

        return new KnownCondition(Expression(member, "eq", place), other => register.IsWithin(other.Place(member) ?? register.Named(other.AreaOf(member)), place));
    }

    private static KnownCondition Comparing(string attribute, string op, string asked, Func<KnownPerson, IEnumerable<string?>> values, string? compared = null)
    {
        var value = compared ?? asked;
        return new KnownCondition(Expression(attribute, op, asked), other => op == "ne"
            ? !values(other).Contains(value)
            : values(other).Any(own => own is not null && Holds(string.CompareOrdinal(own, value), op)));
    }

    private static bool Holds(int order, string op) => op switch
    {
        "eq" => order == 0,
        "gt" => order > 0,
        "ge" => order >= 0,
        "lt" => order < 0,
        _ => order <= 0,
    };

    private static IEnumerable<string> Names(KnownPerson person, string member) =>
        person.Names.Where(name => name.TryGetProperty(member, out _)).Select(name => name.GetProperty(member).GetString()!);

    private static JsonObject Expression(string attribute, string op, string value) => new() { ["attribute_name"] = attribute, ["operator"] = op, ["attribute_value"] = value };

    private static (DateOnly First, DateOnly Last) Days(string partial)
    {
        var first = DateOnly.ParseExact(partial.Length switch { 4 => partial + "-01-01", 7 => partial + "-01", _ => partial }, "yyyy-MM-dd", CultureInfo.InvariantCulture);
        return (first, partial.Length switch { 4 => first.AddYears(1).AddDays(-1), 7 => first.AddMonths(1).AddDays(-1), _ => first });
    }

    private static T Pick<T>(Random random, IReadOnlyList<T> from) => from[random.Next(from.Count)];
}
