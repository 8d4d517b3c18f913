namespace Dci.CrvsApi.Benchmarks.Load;

/// <summary>What a register holds that can be asked for, drawn from its whole length.</summary>
/// <param name="RegistrationNumbers">Birth registration numbers.</param>
/// <param name="NationalIds">UINs of registered children; empty when none was given.</param>
/// <param name="Periods">Places and times with a page of births and not many more.</param>
internal sealed record RegisterSample(
    IReadOnlyList<string> RegistrationNumbers,
    IReadOnlyList<string> NationalIds,
    IReadOnlyList<BusyPeriod> Periods)
{
    /// <summary>The n-th look-up that finds one record: by BRN and by UIN in turn.</summary>
    public Question Lookup(int number) =>
        number % 2 == 1 && NationalIds.Count > 0
            ? Question.Identifier("UIN", NationalIds[number / 2 % NationalIds.Count])
            : Question.Identifier("BRN", RegistrationNumbers[number / 2 % RegistrationNumbers.Count]);

    /// <summary>The n-th page of births in a place. When every period was asked for, they come again a few days longer: hardly a query is asked twice.</summary>
    public Question Page(int number, int size)
    {
        var period = Periods[number % Periods.Count];
        var turn = number / Periods.Count;
        return Question.Births(period.From.AddDays(-(turn % 7)), period.To.AddDays(turn / 7 % 7), period.Place, size);
    }
}

/// <summary>A time in which enough births for a page happened in a place.</summary>
internal sealed record BusyPeriod(string Place, DateOnly From, DateOnly To);
