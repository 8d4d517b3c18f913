using System.Globalization;
using Dci.CrvsApi.Benchmarks.Partners;

namespace Dci.CrvsApi.Benchmarks.Load;

/// <summary>The requests that are measured. Every answer is signed with ES256, whether its request was or not.</summary>
/// <param name="Sample">What there is to ask for.</param>
/// <param name="Unsigned">Sends without signatures.</param>
/// <param name="Signed">Signs with ES256, and must.</param>
/// <param name="Masked">May see only some members of a record; sends without signatures.</param>
internal sealed record Scenarios(RegisterSample Sample, BenchmarkPartner Unsigned, BenchmarkPartner Signed, BenchmarkPartner Masked)
{
    public const string SignedName = "signed, 1 result";
    public const string FloorName = "floor";
    public const string DurableFloorName = "floor + a durable row";
    private const int PageSize = 100;

    public Scenario SignedLookup => new(SignedName, Signed, Lookup, 1, 1);

    public IReadOnlyList<Scenario> All =>
    [
        new("unsigned, 1 result", Unsigned, Lookup, 1, 1),
        SignedLookup,
        new("signed, batch of 5", Signed, number => [.. Enumerable.Range(number * 5, 5).Select(Sample.Lookup)], 1, 4),
        new("unsigned, page of 100", Unsigned, number => [Sample.Page(number, PageSize)], PageSize, 10),
        new("unsigned, no match", Unsigned, number => [Question.Identifier("BRN", string.Create(CultureInfo.InvariantCulture, $"NONE{number:D10}"))], 0, 1),
        new("unsigned, 1 result, masked", Masked, Lookup, 1, 1),
    ];

    /// <summary>The signed look-up as the floor understands it, which knows registration numbers only.</summary>
    public Scenario Floor(string name, string token) => new(name, Signed with { Token = token }, number => [Sample.Lookup(number * 2)], 1, 1);

    private Question[] Lookup(int number) => [Sample.Lookup(number)];
}
