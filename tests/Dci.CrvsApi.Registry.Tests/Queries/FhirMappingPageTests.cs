using System.Runtime.CompilerServices;
using System.Text.RegularExpressions;
using Dci.CrvsApi.Registry.Queries;
using Dci.CrvsApi.Registry.Queries.Attributes;
using Dci.CrvsApi.Registry.Queries.Criteria;
using Dci.CrvsApi.Registry.Queries.Text;
using Dci.CrvsApi.Registry.Records;

namespace Dci.CrvsApi.Registry.Tests.Queries;

/// <summary>Holds <c>api-spec/fhir-mapping.md</c> and the code together, both ways.</summary>
public sealed partial class FhirMappingPageTests
{
    private static readonly string Page = File.ReadAllText(PagePath());

    [Test]
    public void The_page_lists_the_attributes_of_the_code() =>
        Assert.That(TableUnder("Attributes"), Is.EqualTo(Searchable().Select(Row)), () => Written(Searchable().Select(Row)));

    [Test]
    public void The_page_lists_what_the_attributes_become() =>
        Assert.That(TableUnder("What they become"), Is.EqualTo(Searchable().Select(Meanings)), () => Written(Searchable().Select(Meanings)));

    [Test]
    public void The_page_lists_the_attributes_that_are_refused() =>
        Assert.That(TableUnder("Known, and refused"), Is.EqualTo(Refused().Select(Row)), () => Written(Refused().Select(Row)));

    [Test]
    public void The_page_lists_the_named_queries() =>
        Assert.That(TableUnder("Named queries"), Is.EqualTo(NamedQueries.All.Select(Row)), () => Written(NamedQueries.All.Select(Row)));

    private static IEnumerable<SearchAttribute> Searchable() => AttributeTable.All.Where(attribute => SearchVocabulary.Attributes.Contains(attribute.Name));

    private static IEnumerable<SearchAttribute> Refused() => AttributeTable.All.Where(attribute => !SearchVocabulary.Attributes.Contains(attribute.Name));

    private static string[] Row(SearchAttribute attribute)
    {
        var name = $"`{attribute.Name}`";
        var aliases = string.Join(", ", attribute.Aliases.Select(alias => $"`{alias}`"));
        return SearchVocabulary.Attributes.Contains(attribute.Name)
            ? [name, aliases, attribute.IsIdentifierType ? "yes" : "", Values(attribute), attribute.Kind.Operators()]
            : [name, aliases];
    }

    private static string[] Row(NamedQuery query) =>
        [$"`{query.Name}`", query.Event?.ToString() ?? "any", string.Join(", ", query.Parameters.Select(parameter => $"`{parameter.Name}` = `{parameter.Attribute}`"))];

    private static string Values(SearchAttribute attribute) => attribute.Kind switch
    {
        AttributeKind.AnyIdentifier => "an identifier, or `{identifier_type, identifier_value}`",
        _ => ValueParser.Expected(attribute.Kind),
    };

    private static string[] Meanings(SearchAttribute attribute) =>
        [$"`{attribute.Name}`", .. Enum.GetValues<VitalEvent>().Select(vitalEvent => Meaning(attribute, vitalEvent))];

    private static string Meaning(SearchAttribute attribute, VitalEvent vitalEvent)
    {
        if (attribute.On(vitalEvent) is not { } meaning)
            return "";
        if (meaning is Meaning.AnyIdentifier any)
            return string.Join("<br>", any.Roles.Select(role => $"`{role.Word()}.identifier`")) + (any.OfSubject ? "<br>or registration number" : "");
        var filter = meaning.ToFilter(Comparison.Eq, SampleOf(attribute.Kind), null);
        var text = FilterText.Of(filter, vitalEvent, masked: true).Replace("http://opencrvs.org/specs/", "", StringComparison.Ordinal);
        var parameters = text.Split(" or ").SelectMany(term => term.Trim('(', ')').Split(" and ")).Select(Parameter).Distinct();
        return string.Join("<br>", parameters) + (attribute.OnlyWhenAsked == vitalEvent ? "<br>only when the event is named" : "");
    }

    private static string Parameter(string comparison)
    {
        var words = comparison.Trim('(', ')').Split(' ');
        var parts = words[2].Trim('"').Split('|')[..^1];
        return $"`{string.Join(' ', [words[0], .. parts.TakeLast(1)])}`";
    }

    private static AttributeValues SampleOf(AttributeKind kind) => kind switch
    {
        AttributeKind.Date or AttributeKind.Year or AttributeKind.Age => new AttributeValues.Dates([default]),
        AttributeKind.Instant => new AttributeValues.Instants([default]),
        AttributeKind.Sex => new AttributeValues.Sexes([Sex.Male]),
        AttributeKind.MaritalStatus => new AttributeValues.MaritalStatuses([MaritalStatus.Married]),
        _ => new AttributeValues.Texts(["x"]),
    };

    /// <summary>The rows of the first table under a heading, without its head.</summary>
    private static string[][] TableUnder(string heading)
    {
        var start = Page.IndexOf($"## {heading}\n", StringComparison.Ordinal);
        Assert.That(start, Is.Not.Negative, $"The page has no heading '{heading}'.");
        return [.. Page[start..].Split('\n').SkipWhile(line => !line.StartsWith('|')).TakeWhile(line => line.StartsWith('|')).Skip(2).Select(Cells)];
    }

    private static string[] Cells(string line) => [.. CellBorder().Split(line.Trim().Trim('|')).Select(cell => cell.Trim())];

    /// <summary>The table as it should stand in the page, for pasting.</summary>
    private static string Written(IEnumerable<string[]> rows) => string.Join('\n', rows.Select(row => $"| {string.Join(" | ", row)} |"));

    private static string PagePath([CallerFilePath] string here = "") =>
        Path.Combine(Path.GetDirectoryName(here)!, "..", "..", "..", "api-spec", "fhir-mapping.md");

    [GeneratedRegex(@"\|")]
    private static partial Regex CellBorder();
}
