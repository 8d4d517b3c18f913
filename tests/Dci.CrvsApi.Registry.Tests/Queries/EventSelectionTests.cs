using Dci.CrvsApi.Registry.Queries;
using Dci.CrvsApi.Registry.Records;

namespace Dci.CrvsApi.Registry.Tests.Queries;

public sealed class EventSelectionTests
{
    private static readonly Ask Anyone = Ask.Id("UIN", "1");

    [TestCase("spdci-common:RegistryEventType:LiveBirth", VitalEvent.LiveBirth)]
    [TestCase("ns:org:RegistryEventType:LiveBirth", VitalEvent.LiveBirth)]
    [TestCase("live_birth", VitalEvent.LiveBirth)]
    [TestCase("BIRTH", VitalEvent.LiveBirth)]
    [TestCase("birth", VitalEvent.LiveBirth)]
    [TestCase("BIRTH_REGISTERED", VitalEvent.LiveBirth)]
    [TestCase("1", VitalEvent.LiveBirth)]
    [TestCase("Death", VitalEvent.Death)]
    [TestCase("DEATH", VitalEvent.Death)]
    [TestCase("2", VitalEvent.Death)]
    [TestCase("fetal_death", VitalEvent.FetalDeath)]
    [TestCase("3", VitalEvent.FetalDeath)]
    [TestCase("MARRIAGE", VitalEvent.Marriage)]
    [TestCase("4", VitalEvent.Marriage)]
    [TestCase("Divorce", VitalEvent.Divorce)]
    [TestCase("5", VitalEvent.Divorce)]
    [TestCase("ADOPTION", VitalEvent.Adoption)]
    [TestCase("6", VitalEvent.Adoption)]
    public void Takes_every_spelling_of_an_event(string word, VitalEvent expected)
    {
        Assert.That(Anyone.Of(word).Translated().Events, Is.EqualTo(new[] { expected }));
        Assert.That(SearchVocabulary.EventOf(word), Is.EqualTo(expected));
    }

    [TestCase("ocrvs:registry_type:birth", VitalEvent.LiveBirth)]
    [TestCase("ocrvs:registry_type:death", VitalEvent.Death)]
    [TestCase("ocrvs:registry_type:marriage", VitalEvent.Marriage)]
    [TestCase("DCI:RegistryType:brith", VitalEvent.LiveBirth)]
    [TestCase("birth", VitalEvent.LiveBirth)]
    public void Takes_an_event_from_reg_type(string word, VitalEvent expected) =>
        Assert.That(Anyone.With(criteria => criteria with { RegType = word }).Translated().Events, Is.EqualTo(new[] { expected }));

    [Test]
    public void Takes_an_event_from_reg_sub_type() =>
        Assert.That(Anyone.With(criteria => criteria with { RegSubType = "DCI:RegistrySubType:LiveBirth" }).Translated().Events, Is.EqualTo(new[] { VitalEvent.LiveBirth }));

    [Test]
    public void Takes_an_event_from_reg_record_type() =>
        Assert.That(Anyone.With(criteria => criteria with { RegRecordType = "DeathCertificate" }).Translated().Events, Is.EqualTo(new[] { VitalEvent.Death }));

    [TestCase("ns:org:RegistryType:Civil", null, null)]
    [TestCase("ns:org:RegistryType:CRVS", "REGISTER", "spdci-extensions-dci:Person")]
    [TestCase("CRVS", "SEARCH", "ns:dci:RegistryRecordType:CRVSPerson")]
    [TestCase("", "", "PERSON")]
    [TestCase(null, null, "CRVS_Person")]
    public void Takes_words_that_name_no_event_as_none(string? regType, string? regEventType, string? regRecordType)
    {
        var translated = Anyone.With(criteria => criteria with { RegType = regType, RegEventType = regEventType, RegRecordType = regRecordType }).Translated();
        Assert.That(translated.ExplicitEvent, Is.False);
        Assert.That(translated.Events, Has.Count.EqualTo(6));
    }

    [Test]
    public void Refuses_members_that_contradict_one_another() =>
        Assert.That(
            Anyone.Of("death").With(criteria => criteria with { RegType = "ocrvs:registry_type:birth" }).Refusal(),
            Is.EqualTo("rjct.search_criteria.invalid: The reg_event_type asks for Death, but another member of the criteria asks for LiveBirth."));

    [Test]
    public void Takes_members_that_agree() =>
        Assert.That(Anyone.Of("BIRTH").With(criteria => criteria with { RegType = "birth", RegSubType = "LiveBirth" }).Translated().Events, Is.EqualTo(new[] { VitalEvent.LiveBirth }));

    [TestCase("ns:org:RegistryType:Social", "Known are Civil, CRVS, and the events LiveBirth")]
    [TestCase("FR", "Known are Civil, CRVS, and the events LiveBirth")]
    public void Refuses_another_register_with_the_known_words(string regType, string words) =>
        Assert.That(Anyone.With(criteria => criteria with { RegType = regType }).Refusal(), Does.Contain(words));

    [TestCase("DEATH_REVERSAL")]
    [TestCase("UPDATE")]
    public void Refuses_an_unknown_event_with_the_known_words(string word) =>
        Assert.That(Anyone.Of(word).Refusal(), Does.Contain($"The reg_event_type '{word}' is not known here. Known are REGISTER, SEARCH, and the events LiveBirth, Death"));

    [TestCase("spdci-extensions-dci:Member")]
    [TestCase("Farmer")]
    public void Refuses_a_record_type_that_the_register_does_not_hold(string word) =>
        Assert.That(Anyone.With(criteria => criteria with { RegRecordType = word }).Refusal(), Does.Contain("Known are Person, CRVSPerson"));
}
