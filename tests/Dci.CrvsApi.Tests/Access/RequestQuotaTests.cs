using Dci.CrvsApi.Access;
using Dci.CrvsApi.Partners;
using Dci.CrvsApi.Profiles;

namespace Dci.CrvsApi.Tests.Access;

internal sealed class RequestQuotaTests
{
    [Test]
    public void Refuses_the_request_after_the_last_and_says_when_to_come_again()
    {
        using var quota = new RequestQuota();

        Assert.That(Enumerable.Range(0, 3).Select(_ => quota.Take(With("spp", 3))), Has.All.Null);
        var failure = quota.Take(With("spp", 3));

        Assert.That((failure?.Status, failure?.Code), Is.EqualTo((429, "err.request.too_many_requests")));
        Assert.That(failure!.RetryAfter, Is.InRange(1, 60));
    }

    [Test]
    public void Counts_each_partner_by_itself()
    {
        using var quota = new RequestQuota();
        quota.Take(With("spp", 1));

        Assert.That(quota.Take(With("spp", 1)), Is.Not.Null);
        Assert.That(quota.Take(With("health", 1)), Is.Null);
    }

    [Test]
    public void Does_not_count_a_partner_without_a_limit()
    {
        using var quota = new RequestQuota();

        Assert.That(Enumerable.Range(0, 1_000).Select(_ => quota.Take(With("spp", null))), Has.All.Null);
    }

    private static Partner With(string id, int? limit) => new()
    {
        Id = id,
        Disabled = false,
        SenderIds = [id],
        Profile = new OutputProfile { Preset = Presets.Default },
        Limits = new PartnerLimits { RequestsPerMinute = limit },
    };
}
