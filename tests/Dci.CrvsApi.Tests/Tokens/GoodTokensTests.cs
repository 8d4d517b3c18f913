using Dci.CrvsApi.Tokens;
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Tokens;

namespace Dci.CrvsApi.Tests.Tokens;

internal sealed class GoodTokensTests
{
    private readonly ManualClock _clock = new();

    [Test]
    public void Forgets_a_token_with_its_end()
    {
        var known = new GoodTokens(_clock);
        known.Remember(TokenDigest.Of("a"), Good(TimeSpan.FromSeconds(90)));

        _clock.Advance(TimeSpan.FromSeconds(89));
        Assert.That(known.Find(TokenDigest.Of("a")), Is.Not.Null);
        _clock.Advance(TimeSpan.FromSeconds(1));
        Assert.That(known.Find(TokenDigest.Of("a")), Is.Null);
        Assert.That(known.Count, Is.Zero);
    }

    [Test]
    public void Forgets_a_long_token_after_five_minutes()
    {
        var known = new GoodTokens(_clock);
        known.Remember(TokenDigest.Of("a"), Good(TimeSpan.FromDays(1)));

        _clock.Advance(TimeSpan.FromMinutes(5));

        Assert.That(known.Find(TokenDigest.Of("a")), Is.Null);
    }

    [Test]
    public void Stays_within_its_bounds_and_keeps_the_latest()
    {
        var known = new GoodTokens(_clock, capacity: 100);
        for (var i = 0; i < 1_000; i++)
        {
            _clock.Advance(TimeSpan.FromMilliseconds(1));
            known.Remember(TokenDigest.Of($"token {i}"), Good(TimeSpan.FromHours(1)));
            Assert.That(known.Count, Is.LessThanOrEqualTo(100));
        }

        Assert.That(known.Find(TokenDigest.Of("token 999")), Is.Not.Null);
        Assert.That(known.Find(TokenDigest.Of("token 0")), Is.Null);
    }

    [Test]
    public void Does_not_remember_a_token_that_is_over()
    {
        var known = new GoodTokens(_clock);
        known.Remember(TokenDigest.Of("a"), Good(TimeSpan.Zero));

        Assert.That(known.Count, Is.Zero);
    }

    [Test]
    public void Tells_tokens_apart_whatever_their_length()
    {
        var digests = Enumerable.Range(0, 9_000).Select(length => TokenDigest.Of(new string('a', length))).ToHashSet();

        Assert.That(digests, Has.Count.EqualTo(9_000));
    }

    private TokenValidationResult Good(TimeSpan life)
    {
        var token = new JsonWebTokenHandler { SetDefaultTimesOnTokenCreation = false }
            .CreateToken(new SecurityTokenDescriptor { Expires = _clock.GetUtcNow().UtcDateTime + life });
        return new TokenValidationResult { IsValid = true, SecurityToken = new JsonWebToken(token) };
    }
}
