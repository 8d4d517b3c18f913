using Dci.CrvsApi.Registry.Records;

namespace Dci.CrvsApi.Registry.Demonstration;

/// <summary>Turns the right record into what a clerk wrote first: the correction undoes it.</summary>
internal static class Mistakes
{
    /// <summary>Misspells the first subject's name, dates their birth a day early or leaves the last other person out.</summary>
    public static void Make(List<RecordedPerson> people, long which)
    {
        switch (which % 3)
        {
            case 1 when people[0].BirthDate is { IsDay: true } born:
                people[0] = people[0] with { BirthDate = PartialDate.OfDay(born.First.AddDays(-1)) };
                break;
            case 2 when people[^1].Role > PersonRole.Mother:
                people.RemoveAt(people.Count - 1);
                break;
            default:
                people[0] = people[0] with { Names = [.. people[0].Names.Select(Misspelt)] };
                break;
        }
    }

    private static RecordedName Misspelt(RecordedName name) => name with { Surname = name.Surname + name.Surname![^1] };
}
