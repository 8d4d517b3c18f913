namespace Dci.CrvsApi.Registry.Tests.Queries;

public sealed class SameSpouseTests
{
    [Test]
    public void Asks_either_spouse_for_a_lone_condition() =>
        Assert.That(Read("""{ "surname": "Li" }"""), Is.EqualTo("_filter=(bride.family:exact eq \"LI\" or groom.family:exact eq \"LI\")"));

    [Test]
    public void Asks_one_spouse_for_all_conditions() =>
        Assert.That(Read("""{ "birth_date": { "$gte": "1990", "$lte": "1999" }, "marriage_date": "2020" }"""), Is.EqualTo(
            "bride.marriage-date=2020&_filter=((bride.birthdate ge 1990 and bride.birthdate le 1999) or (groom.birthdate ge 1990 and groom.birthdate le 1999))"));

    [Test]
    public void Takes_a_lone_not_as_true_of_neither() =>
        Assert.That(Read("""{ "surname": { "$ne": "Li" }, "given_name": { "$ne": "Ada" } }"""), Is.EqualTo(
            "_filter=(not (bride.family:exact eq \"LI\" or groom.family:exact eq \"LI\"))&_filter=(not (bride.given:exact eq \"ADA\" or groom.given:exact eq \"ADA\"))"));

    [Test]
    public void Takes_a_not_beside_a_condition_as_one_of_the_same_spouse() =>
        Assert.That(Read("""{ "surname": "Li", "given_name": { "$ne": "Ada" } }"""), Is.EqualTo(
            "_filter=((bride.family:exact eq \"LI\" and not (bride.given:exact eq \"ADA\")) or (groom.family:exact eq \"LI\" and not (groom.given:exact eq \"ADA\")))"));

    [Test]
    public void Keeps_spouses_together_inside_or_and_not() =>
        Assert.That(Read("""{ "$or": [ { "marriage_date": "2020" }, { "$not": { "surname": "Li", "given_name": "Ada" } } ] }"""), Is.EqualTo(
            "_filter=(bride.marriage-date eq 2020 or not ((bride.family:exact eq \"LI\" and bride.given:exact eq \"ADA\") or (groom.family:exact eq \"LI\" and groom.given:exact eq \"ADA\")))"));

    [Test]
    public void Binds_every_condition_about_a_person()
    {
        var text = Read("""{ "MRN": "1", "UIN": "2", "marital_status": "S", "$or": [ { "age": 30 }, { "name": "Li" } ] }""");
        Assert.That(text, Does.Contain("bride.marital-status eq S").And.Contain("groom.marital-status eq S").And.Not.Contain("bride.name:exact eq \"LI\" or groom"));
    }

    private static string Read(string query) => Ask.Expression(query).Of("marriage").Read()["marriage-declaration&".Length..];
}
