using Dci.CrvsApi.Benchmarks.Partners;

namespace Dci.CrvsApi.Benchmarks.Load;

/// <summary>One kind of request to measure.</summary>
/// <param name="Name">As the table calls it.</param>
/// <param name="Partner">Who asks.</param>
/// <param name="Items">Makes the items of the n-th message.</param>
/// <param name="RecordsEach">How many records each item must find.</param>
/// <param name="Weight">How many times dearer a request is than a look-up; fewer of them are sent.</param>
internal sealed record Scenario(string Name, BenchmarkPartner Partner, Func<int, IReadOnlyList<Question>> Items, int RecordsEach, int Weight)
{
    public int ItemsEach { get; } = Items(0).Count;
}
