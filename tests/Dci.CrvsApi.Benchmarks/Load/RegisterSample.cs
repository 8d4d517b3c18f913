namespace Dci.CrvsApi.Benchmarks.Load;

/// <summary>What a register holds that can be asked for, drawn from its whole length.</summary>
/// <param name="RegistrationNumbers">Birth registration numbers.</param>
/// <param name="NationalIds">UINs of registered children; empty when none was given.</param>
/// <param name="From">The first day of birth.</param>
/// <param name="To">The last day of birth.</param>
/// <param name="Districts">Places with many births.</param>
internal sealed record RegisterSample(
    IReadOnlyList<string> RegistrationNumbers,
    IReadOnlyList<string> NationalIds,
    DateOnly From,
    DateOnly To,
    IReadOnlyList<District> Districts)
{
    /// <summary>The n-th look-up that finds one record: by BRN and by UIN in turn.</summary>
    public Question Lookup(int number) =>
        number % 2 == 1 && NationalIds.Count > 0
            ? Question.Identifier("UIN", NationalIds[number / 2 % NationalIds.Count])
            : Question.Identifier("BRN", RegistrationNumbers[number / 2 % RegistrationNumbers.Count]);

    /// <summary>The n-th page: a period of one district with about twice as many births as the page has rows.</summary>
    public Question Page(int number, int size)
    {
        var random = new Random(number);
        var district = Districts[number % Districts.Count];
        var days = To.DayNumber - From.DayNumber;
        var length = Math.Min(days, (int)Math.Ceiling(2.0 * size * days / district.Births));
        var from = From.AddDays(random.Next(days - length + 1));
        return Question.Births(from, from.AddDays(length), district.Name, size);
    }
}

/// <summary>A place by its name, and how many births happened in it.</summary>
internal sealed record District(string Name, int Births);
