using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Dci.CrvsApi.Encryption;
using Dci.CrvsApi.Messaging;

namespace Dci.CrvsApi.Tests.Encryption;

internal sealed class MessageCipherTests
{
    private const string Plain = """{"transaction_id":"t-1","search_request":[{"name":"नेहा 👶","n":1.50}]}""";

    private static readonly string[] Everything = ["RSA-OAEP", "ECDH-ES", "ECDH-ES+A256KW", "A192GCM", "A128GCM"];

    private CipherDesk _desk = null!;
    private CipherDesk _plainDesk = null!;

    [OneTimeSetUp]
    public async Task Open()
    {
        _desk = await CipherDesk.OpenAsync(Everything);
        _plainDesk = await CipherDesk.OpenAsync();
    }

    [OneTimeTearDown]
    public void Close()
    {
        _desk.Dispose();
        _plainDesk.Dispose();
    }

    [Test]
    public void Opens_what_is_accepted_in_every_combination(
        [Values("RSA-OAEP-256", "RSA-OAEP", "ECDH-ES", "ECDH-ES+A256KW")] string algorithm, [Values("A256GCM", "A192GCM", "A128GCM")] string content)
    {
        Assert.That(CipherDesk.TextOf(_desk.Open(_desk.Encrypt(Plain, algorithm, content))), Is.EqualTo(Plain));
        Assert.That(CipherDesk.TextOf(_desk.Open(_desk.Encrypt(Plain, algorithm, content, "more", "alg", "enc"))), Is.EqualTo(Plain));
    }

    [Test]
    public void Accepts_by_default_what_the_standard_shows_and_nothing_else()
    {
        Assert.That(CipherDesk.TextOf(_plainDesk.Open(_plainDesk.Encrypt(Plain))), Is.EqualTo(Plain));
        Assert.That(CipherDesk.Refusal(_plainDesk.Open(_plainDesk.Encrypt(Plain, "RSA-OAEP"))).Detail, Does.Contain("RSA-OAEP with A256GCM is not accepted"));
        Assert.That(CipherDesk.Refusal(_plainDesk.Open(_plainDesk.Encrypt(Plain, content: "A128GCM"))).Detail, Does.Contain("not accepted"));
        CipherDesk.Refusal(_plainDesk.Open(Correspondent.Encrypt(_desk.Published("EC"), Plain, "ECDH-ES+A256KW")));
    }

    [TestCase("alg")]
    [TestCase("alg", "enc", "kid")]
    [TestCase("kid")]
    public void Reads_a_header_wherever_it_stands(params string[] protect)
    {
        Assert.That(CipherDesk.TextOf(_desk.Open(_desk.Encrypt(Plain, protect: protect))), Is.EqualTo(Plain));
        Assert.That(CipherDesk.TextOf(_desk.Open(_desk.Encrypt(Plain, aad: "बात", protect: protect))), Is.EqualTo(Plain));
        Assert.That(CipherDesk.TextOf(_desk.Open(_desk.Encrypt(Plain, aad: "alone"))), Is.EqualTo(Plain));
    }

    [Test]
    public void Gives_the_message_in_clear_with_a_digest_that_names_the_ciphertext()
    {
        var jwe = _desk.Encrypt(Plain);
        using var opened = _desk.Open(jwe).Value!;
        var parsed = JsonElement.Parse(jwe.ToJsonString());
        byte[] named = [.. Correspondent.Bytes(parsed, "encrypted_key"), .. Correspondent.Bytes(parsed, "iv"), .. Correspondent.Bytes(parsed, "tag")];

        Assert.That(opened.Json.GetProperty("transaction_id").GetString(), Is.EqualTo("t-1"));
        Assert.That(opened.WasEncrypted, Is.True);
        Assert.That(opened.CipherDigest.ToArray(), Is.EqualTo(SHA256.HashData(named)));
    }

    [Test]
    public void Leaves_a_message_in_clear_as_it_is()
    {
        using var opened = _desk.Open(Plain, said: false, signed: false).Value!;
        Assert.That(opened.WasEncrypted, Is.False);
        Assert.That(Encoding.UTF8.GetString(opened.Text.Span), Is.EqualTo(Plain));
    }

    [Test]
    public void Refuses_a_header_that_says_other_than_the_body()
    {
        Assert.That(CipherDesk.Refusal(_desk.Open(Plain)).Detail, Does.Contain("not encrypted"));
        Assert.That(CipherDesk.Refusal(_desk.Open(_desk.Encrypt(Plain).ToJsonString(), said: false)).Detail, Does.Contain("is not true"));
    }

    [Test]
    public void Refuses_an_encrypted_message_that_nobody_signed()
    {
        var failure = _desk.Open(_desk.Encrypt(Plain).ToJsonString(), signed: false).Failure!;
        Assert.That((failure.Status, failure.Code), Is.EqualTo((401, "err.signature.missing")));
    }

    [Test]
    public void Refuses_at_the_door_whom_it_could_not_answer()
    {
        var keyless = CipherDesk.PartnerWith();
        var curveOnly = CipherDesk.PartnerWith(_desk.Other.EcJwk());
        var jwe = _plainDesk.Encrypt(Plain).ToJsonString();

        Assert.That(CipherDesk.Refusal(_plainDesk.Open(jwe, partner: keyless)).Detail, Does.Contain("register a JWK with use=enc"));
        CipherDesk.Refusal(_plainDesk.Open(jwe, partner: curveOnly, operation: Operation.Search));
        Assert.That(CipherDesk.TextOf(_plainDesk.Open(jwe, partner: keyless, operation: Operation.OnSearch)), Is.EqualTo(Plain), "an answer gets no answer");
    }

    [Test]
    public void Tells_in_the_same_words_whatever_only_the_key_could_tell()
    {
        using var stranger = RSA.Create(2048);
        var numbers = stranger.ExportParameters(false);
        var otherKey = JsonNode.Parse(_desk.Published().GetRawText())!;
        otherKey["n"] = Correspondent.Url(numbers.Modulus!);

        var refusals = new List<Outcome<OpenedMessage>>
        {
            _desk.Open(Correspondent.Encrypt(JsonElement.Parse(otherKey.ToJsonString()), Plain)),
            _desk.Open(Flipped(_desk.Encrypt(Plain), "tag")),
            _desk.Open(Flipped(_desk.Encrypt(Plain), "iv")),
            _desk.Open(Flipped(_desk.Encrypt(Plain), "ciphertext")),
            _desk.Open(Flipped(_desk.Encrypt(Plain), "encrypted_key")),
            _desk.Open(Flipped(_desk.Encrypt(Plain, "ECDH-ES+A256KW"), "encrypted_key")),
            _desk.Open(With(_desk.Encrypt(Plain), jwe => jwe["encrypted_key"] = "AAAA")),
            _desk.Open(With(_desk.Encrypt(Plain), jwe => jwe["encrypted_key"] = Correspondent.Url(new byte[256]))),
            _desk.Open(With(_desk.Encrypt(Plain, "ECDH-ES+A256KW"), jwe => jwe["encrypted_key"] = "AAAA")),
            _desk.Open(With(_desk.Encrypt(Plain, content: "A128GCM"), jwe => jwe["header"]!["enc"] = "A256GCM")),
            _desk.Open(With(_desk.Encrypt(Plain), jwe => jwe["header"]!["alg"] = "RSA-OAEP")),
            _desk.Open(With(_desk.Encrypt(Plain), jwe => jwe["aad"] = "AAAA")),
            _desk.Open(With(_desk.Encrypt(Plain, aad: "a"), jwe => jwe.Remove("aad"))),
            _desk.Open(With(_desk.Encrypt(Plain, "ECDH-ES"), jwe => jwe["header"]!["epk"]!["y"] = jwe["header"]!["epk"]!["x"]!.GetValue<string>())),
            _desk.Open(With(_desk.Encrypt(Plain, "ECDH-ES"), jwe => (jwe["header"]!["epk"]!["x"], jwe["header"]!["epk"]!["y"]) = (Correspondent.Url(new byte[32]), Correspondent.Url(new byte[32])))),
            _desk.Open(With(_desk.Encrypt(Plain, "ECDH-ES"), jwe => jwe["header"]!["apu"] = "AAAA")),
        };

        Assert.That(refusals.Select(outcome => CipherDesk.Refusal(outcome).Detail).Distinct(), Has.Exactly(1).Items);
    }

    [Test]
    public void Notices_any_changed_bit_of_any_member()
    {
        var random = new Random(20261123);
        foreach (var algorithm in new[] { "RSA-OAEP-256", "ECDH-ES+A256KW" })
        {
            var jwe = _desk.Encrypt(Plain, algorithm, aad: "aad", protect: "enc");
            foreach (var member in new[] { "protected", "aad", "encrypted_key", "iv", "ciphertext", "tag" })
                for (var turn = 0; turn < 6; turn++)
                    CipherDesk.Refusal(_desk.Open(Flipped((JsonObject)jwe.DeepClone(), member, random)));
        }
    }

    [Test]
    public void Opens_texts_of_any_length_and_script()
    {
        var random = new Random(7);
        for (var turn = 0; turn < 60; turn++)
        {
            var text = new JsonObject { ["t"] = string.Concat(Enumerable.Range(0, random.Next(0, 200)).Select(_ => new Rune(random.Next(0x20, 0xD7FF)))) }.ToJsonString();
            Assert.That(CipherDesk.TextOf(_desk.Open(_desk.Encrypt(text, turn % 3 == 0 ? "ECDH-ES" : "ECDH-ES+A256KW"))), Is.EqualTo(text));
        }
    }

    [TestCase("not json")]
    [TestCase("[]")]
    [TestCase("\"text\"")]
    [TestCase("""{"a":1,"a":2}""")]
    [TestCase("""{"a":"\ud800"}""")]
    [TestCase("""{"a":1} {}""")]
    public void Refuses_a_plain_text_that_would_not_be_taken_in_clear(string plain) => CipherDesk.Refusal(_desk.Open(_desk.Encrypt(plain)));

    [Test]
    public void Refuses_a_plain_text_that_is_nested_without_end() =>
        CipherDesk.Refusal(_desk.Open(_desk.Encrypt(string.Concat(Enumerable.Repeat("{\"a\":", 65)) + "1" + new string('}', 65))));

    [Test]
    public void Refuses_any_junk_in_any_member_and_never_throws()
    {
        string[] junk = ["null", "true", "7", "1e999", "\"\"", "\"=\"", "\"A\"", "\"AAA=\"", "\"AA AA\"", "\"+/+/\"", "\"\\u0000\"", "\"नेहा\"", "[]", "[[]]", "{}", """{"alg":{}}""", """{"alg":"dir","enc":"A256GCM","kid":"k"}"""];
        foreach (var member in new[] { "header", "protected", "unprotected", "encrypted_key", "iv", "ciphertext", "tag", "aad", "recipients" })
            foreach (var value in junk)
            {
                var jwe = _desk.Encrypt(Plain);
                jwe[member] = JsonNode.Parse(value);
                var outcome = _desk.Open(jwe);
                if (outcome.Failed)
                    CipherDesk.Refusal(outcome);
                else
                    Assert.That((member, value), Is.AnyOf(("protected", "null"), ("protected", "\"\""), ("unprotected", "null"), ("unprotected", "\"\""), ("unprotected", "{}"), ("aad", "null"), ("aad", "\"\"")));
            }

        foreach (var member in new[] { "alg", "enc", "kid", "epk", "apu", "apv" })
            foreach (var value in junk)
                CipherDesk.Refusal(_desk.Open(With(_desk.Encrypt(Plain, "ECDH-ES"), jwe => jwe["header"]![member] = JsonNode.Parse(value))));
    }

    [TestCase("crit", """["x"]""")]
    [TestCase("zip", "\"DEF\"")]
    [TestCase("b64", "false")]
    public void Refuses_demands_that_it_does_not_understand(string member, string value) =>
        Assert.That(CipherDesk.Refusal(_desk.Open(With(_desk.Encrypt(Plain), jwe => jwe["header"]![member] = JsonNode.Parse(value)))).Detail, Does.Contain("demand"));

    [Test]
    public void Refuses_a_member_that_stands_in_two_headers() =>
        Assert.That(
            CipherDesk.Refusal(_desk.Open(With(_desk.Encrypt(Plain, protect: "alg"), jwe => jwe["header"]!["alg"] = "RSA-OAEP-256"))).Detail,
            Does.Contain("share no member"));

    [Test]
    public void Refuses_a_key_that_it_never_published_or_that_is_of_another_kind()
    {
        var unknown = CipherDesk.Refusal(_desk.Open(With(_desk.Encrypt(Plain), jwe => jwe["header"]!["kid"] = "unknown")));
        var curve = _desk.Published("EC").GetProperty("kid").GetString();
        var signing = _desk.Cabinet.Rows.Single(row => row.Algorithm == "RS256").KeyId;

        Assert.That(unknown.Detail, Does.Contain("kid names no key"));
        Assert.That(CipherDesk.Refusal(_desk.Open(With(_desk.Encrypt(Plain), jwe => jwe["header"]!["kid"] = curve))), Is.EqualTo(unknown));
        Assert.That(CipherDesk.Refusal(_desk.Open(With(_desk.Encrypt(Plain), jwe => jwe["header"]!["kid"] = signing))), Is.EqualTo(unknown));
    }

    [Test]
    public async Task Opens_with_an_old_key_until_it_retires()
    {
        using var desk = await CipherDesk.OpenAsync();
        var before = desk.Encrypt(Plain);
        await desk.Keys.RotateAsync("RSA-OAEP-256", immediately: false, CancellationToken.None);
        Assert.That(CipherDesk.TextOf(desk.Open(desk.Encrypt(Plain))), Is.EqualTo(Plain), "the new key decrypts from the moment it is published");

        desk.Cabinet.Clock.Advance(TimeSpan.FromDays(7.9));
        await desk.Keys.RefreshAsync(CancellationToken.None);
        Assert.That(CipherDesk.TextOf(desk.Open(before)), Is.EqualTo(Plain));

        desk.Cabinet.Clock.Advance(TimeSpan.FromDays(0.2));
        Assert.That(CipherDesk.Refusal(desk.Open(before)).Detail, Does.Contain("kid names no key"), "also before the ring is read again");
        await desk.Keys.RefreshAsync(CancellationToken.None);
        CipherDesk.Refusal(desk.Open(before));
        Assert.That(CipherDesk.TextOf(desk.Open(desk.Encrypt(Plain))), Is.EqualTo(Plain));
    }

    [Test]
    public void Opens_again_what_was_stored_as_received()
    {
        var jwe = _desk.Encrypt(Plain);
        using var first = _desk.Open(jwe).Value!;
        var stored = Encoding.UTF8.GetBytes(jwe.ToJsonString());
        var now = _desk.Cabinet.Clock.GetUtcNow();

        using var again = _desk.Cipher.Reopen(stored, _desk.Partner.Id, now).Value!;

        Assert.That(again.Text.ToArray(), Is.EqualTo(first.Text.ToArray()));
        Assert.That(again.CipherDigest.ToArray(), Is.EqualTo(first.CipherDigest.ToArray()));
        CipherDesk.Refusal(_desk.Cipher.Reopen("{"u8.ToArray(), _desk.Partner.Id, now));
        CipherDesk.Refusal(_desk.Cipher.Reopen("{}"u8.ToArray(), _desk.Partner.Id, now));
        CipherDesk.Refusal(_desk.Cipher.Reopen(Encoding.UTF8.GetBytes(Flipped(jwe, "tag").ToJsonString()), _desk.Partner.Id, now));
    }

    private static JsonObject With(JsonObject jwe, Action<JsonObject> change)
    {
        change(jwe);
        return jwe;
    }

    private static JsonObject Flipped(JsonObject jwe, string member, Random? random = null)
    {
        var bytes = System.Buffers.Text.Base64Url.DecodeFromChars((string?)jwe[member]);
        var bit = random?.Next(bytes.Length * 8) ?? 0;
        bytes[bit / 8] ^= (byte)(1 << (bit % 8));
        jwe[member] = Correspondent.Url(bytes);
        return jwe;
    }
}
