using System.Text.Json;
using Dci.CrvsApi.Registry.Queries;
using Dci.CrvsApi.Registry.Records;

namespace Dci.CrvsApi.Demonstration;

/// <summary>Finds one number of each kind that a search of this register finds, whatever register it is.</summary>
internal sealed class ExampleNumbers(IRegistryStore store)
{
    private const string Uin = "UIN";
    private static readonly VitalEvent[] Asked = [VitalEvent.LiveBirth, VitalEvent.Death, VitalEvent.Marriage];
    private static readonly PageRequest FirstFew = new(50, 1);

    /// <summary>BRN, DRN, MRN and UIN; BRN and UIN of one person whose birth is all that is recorded. A kind that the register has none of is left out.</summary>
    public async Task<IReadOnlyDictionary<string, string>> FindAsync(CancellationToken cancellationToken)
    {
        var numbers = new Dictionary<string, string>(StringComparer.Ordinal);
        var births = await FirstAsync(VitalEvent.LiveBirth, cancellationToken);
        Keep("BRN", births);
        Keep("DRN", await FirstAsync(VitalEvent.Death, cancellationToken));
        Keep("MRN", await FirstAsync(VitalEvent.Marriage, cancellationToken));
        foreach (var person in births)
        {
            if (NumbersOf(person, Uin) is not [var uin, ..] || await CountAsync(uin, cancellationToken) != 1)
                continue;
            numbers[Uin] = uin;
            Keep("BRN", [person]);
            break;
        }

        return numbers;

        void Keep(string type, IReadOnlyList<RecordMatch> persons)
        {
            if (persons.SelectMany(person => NumbersOf(person, type)).FirstOrDefault() is { } number)
                numbers[type] = number;
        }
    }

    private async Task<IReadOnlyList<RecordMatch>> FirstAsync(VitalEvent vitalEvent, CancellationToken cancellationToken) =>
        await store.SearchAsync(new FhirQuery([new EventQuery(vitalEvent, new FhirFilter.And([]))], [], FirstFew), cancellationToken) is SearchOutcome.Page page ? page.Records : [];

    /// <summary>How many records of the three events have somebody of this number for a subject.</summary>
    private async Task<long> CountAsync(string uin, CancellationToken cancellationToken)
    {
        var branches = Asked.Select(vitalEvent => new EventQuery(
            vitalEvent, new FhirFilter.Identifier(IdentifierKind.NationalId, PersonRoles.SubjectsOf(vitalEvent), Comparison.Eq, [Normalised.Identifier(uin)!])));
        return await store.SearchAsync(new FhirQuery([.. branches], [], FirstFew), cancellationToken) is SearchOutcome.Page page ? page.Total : 0;
    }

    private static List<string> NumbersOf(RecordMatch match, string type)
    {
        using var person = JsonDocument.Parse(match.Person);
        return person.RootElement.TryGetProperty("identifier", out var identifiers)
            ? [.. identifiers.EnumerateArray().Where(one => one.GetProperty("identifier_type").ValueEquals(type)).Select(one => one.GetProperty("identifier_value").GetString()!)]
            : [];
    }
}
