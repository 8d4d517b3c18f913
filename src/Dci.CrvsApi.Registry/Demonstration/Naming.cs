using Dci.CrvsApi.Registry.Records;

namespace Dci.CrvsApi.Registry.Demonstration;

/// <summary>The names of one person before they are written down: one surname, one or two given names, one sex.</summary>
internal readonly record struct Naming(Community Community, Spelling Surname, Spelling Given, Spelling? Second, Sex Sex)
{
    private const string Latin = "eng";

    public static Naming Pick(Community community, Sex sex, ref Draw draw) =>
        Pick(community, draw.Of(community.Surnames), sex, ref draw);

    public static Naming Pick(Community community, Spelling surname, Sex sex, ref Draw draw)
    {
        var stock = sex == Sex.Female ? community.Women : community.Men;
        var given = draw.Of(stock);
        Spelling? second = draw.Percent(35) ? draw.Of(stock) : null;
        return new Naming(community, surname, given, second == given ? null : second, sex);
    }

    /// <summary>
    /// As the register writes it. A community with its own script has both forms, and which of them is the default
    /// depends on the clerk.
    /// </summary>
    /// <param name="nativeFirst">Whether the native form is the default.</param>
    /// <param name="maiden">Family name before marriage, null for none.</param>
    public RecordedName[] Written(bool nativeFirst, Spelling? maiden = null)
    {
        var latin = InLatin(maiden);
        if (Community.Language is not { } language)
            return [latin];

        var native = new RecordedName
        {
            Language = language,
            Surname = Surname.Native,
            GivenName = Given.Native,
            SecondName = Second?.Native,
            MaidenName = maiden?.Native,
        };
        return nativeFirst ? [native, latin] : [latin, native];
    }

    private RecordedName InLatin(Spelling? maiden) =>
        new()
        {
            Language = Latin,
            Surname = Surname.Latin,
            GivenName = Given.Latin,
            SecondName = Second?.Latin,
            MaidenName = maiden?.Latin,
        };
}
