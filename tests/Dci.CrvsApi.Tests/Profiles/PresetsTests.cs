using Dci.CrvsApi.Profiles;

namespace Dci.CrvsApi.Tests.Profiles;

public sealed class PresetsTests
{
    [Test]
    public void The_document_tells_every_knob_of_every_preset_as_the_code_has_it()
    {
        var table = ProfileDocument.PresetTable();

        using (Assert.EnterMultipleScope())
        {
            Assert.That(table.Columns, Is.EqualTo(Presets.Names));
            Assert.That(table.Rows.Keys, Is.EqualTo(Knobs.All.Select(knob => knob.Name)));
            foreach (var name in Presets.Names)
                foreach (var (knob, word) in Presets.Describe(Presets.Find(name)!))
                    Assert.That(table.Rows[knob][name], Is.EqualTo(word), $"{knob} of {name}");
        }
    }

    [Test]
    public void The_document_explains_every_word_of_every_knob()
    {
        var explained = ProfileDocument.Words();

        foreach (var knob in Knobs.All)
            Assert.That(explained[knob.Name], Is.EquivalentTo(knob.Words), knob.Name);
    }

    [Test]
    public void A_preset_that_is_not_there_is_not_found() => Assert.That(Presets.Find("mockup"), Is.Null);

    [Test]
    public void The_default_is_found_and_refuses_by_http()
    {
        var profile = Presets.Find(Presets.Default);

        Assert.That(profile, Is.EqualTo(new OutputProfile { Preset = "dci-crvs-1.0.0" }));
        Assert.That(profile!.RejectAs, Is.EqualTo(RejectionForm.Http));
    }

    [Test]
    public void Every_knob_turns_to_each_of_its_words_and_back()
    {
        foreach (var knob in Knobs.All)
            foreach (var word in knob.Words)
                Assert.That(knob.Read(knob.Turn(Presets.Find("openspp")!, word)!), Is.EqualTo(word), knob.Name);
    }

    [Test]
    public void A_knob_is_turned_by_name_and_word_whatever_the_case_of_the_word()
    {
        var turned = Presets.Override(Presets.Find("dci-crvs-1.0.0")!, [new("no_match", "OMIT"), new("algorithm", "eddsa")]);

        using (Assert.EnterMultipleScope())
        {
            Assert.That(turned.Faults, Is.Empty);
            Assert.That(turned.Profile.NoMatch, Is.EqualTo(NoMatchForm.Omit));
            Assert.That(turned.Profile.Algorithm, Is.EqualTo("EdDSA"));
        }
    }

    [Test]
    public void Every_fault_of_an_override_is_told()
    {
        var turned = Presets.Override(Presets.Find("openspp")!, [new("colour", "red"), new("casing", "kebab"), new("algorithm", "ES256")]);

        Assert.That(turned.Faults, Has.Count.EqualTo(3));
        Assert.That(turned.Faults[0], Does.Contain("colour"));
        Assert.That(turned.Faults[1], Does.Contain("snake, camel"));
        Assert.That(turned.Faults[2], Does.Contain("EdDSA"));
    }
}
