using Dci.CrvsApi.Registry.Records;

namespace Dci.CrvsApi.Registry.Demonstration;

/// <summary>Parents with their children's place in the sequence of births: ten births are those of six families.</summary>
internal sealed class Families(Setting setting)
{
    private const int BirthsInBlock = 10;
    private const int FamiliesInBlock = 6;

    private static readonly int[] FamilyOfBirth = [0, 1, 1, 2, 2, 2, 3, 4, 4, 5];
    private static readonly int[] OrderOfBirth = [0, 0, 1, 0, 1, 2, 0, 0, 1, 0];
    private static readonly int[] Children = [1, 2, 3, 1, 2, 1];

    /// <summary>Families whose children are all in the register.</summary>
    public long Complete => setting.Counts.Births / BirthsInBlock * FamiliesInBlock;

    /// <summary>The family into which a birth falls, and which child of it this is, from 0.</summary>
    public (Family Family, int Order) OfBirth(long birth)
    {
        var (block, position) = Math.DivRem(birth, BirthsInBlock);
        return (Family((block * FamiliesInBlock) + FamilyOfBirth[position]), OrderOfBirth[position]);
    }

    public Family Family(long index)
    {
        var draw = setting.Draw(Demonstration.Draw.Stream.Family, index);
        var slot = (int)(index % FamiliesInBlock);
        var children = Children[slot];
        var community = Communities.Pick(ref draw);
        var father = Naming.Pick(community, Sex.Male, ref draw);
        var mother = Naming.Pick(community, father.Surname, Sex.Female, ref draw);
        var maiden = draw.Of(community.Surnames);
        var firstChild = Dates.Before(setting.Today.AddDays(-((children - 1) * Demonstration.Family.LongestGap) - draw.Below(40)), 65, ref draw);
        return new Family
        {
            Index = index,
            Twins = slot == 4 && index / FamiliesInBlock % 8 == 0,
            Home = setting.Places.PickHome(ref draw),
            NativeFirst = draw.Percent(50),
            FirstChild = firstChild,
            MotherNaming = mother,
            Maiden = maiden,
            FatherNaming = father,
            Mother = Parent(PersonRole.Mother, index, mother, maiden, firstChild.AddDays(-draw.Between(18 * 365, 34 * 365)), draw.Percent(92), ref draw),
            Father = draw.Percent(90) ? Parent(PersonRole.Father, index, father, null, firstChild.AddDays(-draw.Between(20 * 365, 45 * 365)), draw.Percent(92), ref draw) : null,
        };
    }

    private Parent Parent(PersonRole role, long index, Naming naming, Spelling? maiden, DateOnly born, bool numbered, ref Draw draw)
    {
        var person = role == PersonRole.Mother ? NumberSpace.Person.Mother : NumberSpace.Person.Father;
        return new Parent(
            role,
            naming,
            maiden == naming.Surname ? null : maiden,
            born,
            numbered ? setting.Numbers.NationalId(person, index) : null,
            draw.Percent(30) ? Contacts.Phone(ref draw) : null);
    }
}
