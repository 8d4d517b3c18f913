using Dci.CrvsApi.Access;
using Dci.CrvsApi.Partners;
using Dci.CrvsApi.Profiles;
using Microsoft.Extensions.Options;

namespace Dci.CrvsApi.Tests.Access;

internal sealed class AdmissionTests
{
    private Admission _admission = null!;

    [SetUp]
    public void Begin() => _admission = new Admission(Options.Create(new AdmissionOptions { MaxUnfinishedPerPartner = 3, MaxUnfinished = 5 }));

    [Test]
    public void Refuses_a_partner_with_too_much_unfinished_and_no_other()
    {
        for (var i = 0; i < 3; i++)
            _admission.Add("busy");

        Assert.That(_admission.Refuse(Partner("busy"))?.Status, Is.EqualTo(429));
        Assert.That(_admission.Refuse(Partner("busy"))?.RetryAfter, Is.Positive);
        Assert.That(_admission.Refuse(Partner("other")), Is.Null);
    }

    [Test]
    public void Takes_again_when_something_is_finished()
    {
        for (var i = 0; i < 3; i++)
            _admission.Add("busy");
        _admission.Remove("busy");

        Assert.That(_admission.Refuse(Partner("busy")), Is.Null);
    }

    [Test]
    public void Refuses_everybody_when_there_is_too_much_in_all()
    {
        foreach (var partner in new[] { "a", "a", "b", "b", "c" })
            _admission.Add(partner);

        Assert.That(_admission.Refuse(Partner("d"))?.Code, Is.EqualTo("err.request.too_many_requests"));
    }

    [Test]
    public void Keeps_to_a_partners_own_number()
    {
        _admission.Add("small");

        Assert.That(_admission.Refuse(Partner("small", unfinished: 1)), Is.Not.Null);
    }

    [Test]
    public void Begins_anew_with_what_the_store_says_of_work_and_deliveries()
    {
        _admission.Add("gone");
        _admission.Reset(new Dictionary<string, int> { ["a"] = 2 }, new Dictionary<string, int> { ["a"] = 1, ["b"] = 1 });

        Assert.That(_admission.Refuse(Partner("a")), Is.Not.Null);
        Assert.That(_admission.Refuse(Partner("b")), Is.Null);
        Assert.That(_admission.Refuse(Partner("gone", unfinished: 1)), Is.Null);
    }

    private static Partner Partner(string id, int? unfinished = null) => new()
    {
        Id = id,
        Disabled = false,
        SenderIds = [id],
        Profile = Presets.Find(Presets.Default)!,
        Limits = new PartnerLimits { Unfinished = unfinished },
    };
}
