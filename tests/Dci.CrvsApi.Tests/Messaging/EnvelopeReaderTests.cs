using System.Text;
using Dci.CrvsApi.Messaging;

namespace Dci.CrvsApi.Tests.Messaging;

internal sealed class EnvelopeReaderTests
{
    [Test]
    public void Slices_the_received_bytes_of_header_and_message()
    {
        var read = Read("""{ "signature":"s", "header" : {"a": 1.50} , "message":{"b":"\u00e9"} }""");

        Assert.That(read.Failed, Is.False);
        Assert.That(Encoding.UTF8.GetString(read.Value!.Header.Span), Is.EqualTo("""{"a": 1.50}"""));
        Assert.That(Encoding.UTF8.GetString(read.Value.Message.Span), Is.EqualTo("""{"b":"\u00e9"}"""));
        Assert.That(read.Value.Signature, Is.EqualTo("s"));
    }

    [TestCase("""{"header":{},"message":{}}""")]
    [TestCase("""{"header":{},"message":{},"signature":""}""")]
    [TestCase("""{"header":{},"message":{},"signature":null}""")]
    public void Takes_an_absent_empty_or_null_signature_as_none(string body) =>
        Assert.That(Read(body).Value!.Signature, Is.Null);

    [TestCase("", TestName = "Refuses_nothing_at_all")]
    [TestCase("[]", TestName = "Refuses_an_array")]
    [TestCase("""{"header":{}}""", TestName = "Refuses_a_body_without_message")]
    [TestCase("""{"message":{}}""", TestName = "Refuses_a_body_without_header")]
    [TestCase("""{"header":{},"message":"x"}""", TestName = "Refuses_a_message_that_is_no_object")]
    [TestCase("""{"header":{},"message":{},"signature":1}""", TestName = "Refuses_a_signature_that_is_no_string")]
    [TestCase("""{"header":{"a":1,"a":2},"message":{}}""", TestName = "Refuses_a_member_named_twice")]
    [TestCase("""{"header":{},"message":{"x":[{"a":1,"\u0061":2}]}}""", TestName = "Refuses_a_member_named_twice_in_other_spelling_deep_inside")]
    [TestCase("""{"header":{},"message":{"x":"\ud800"}}""", TestName = "Refuses_half_a_surrogate_pair")]
    [TestCase("""{"header":{},"message":{"x":1}""", TestName = "Refuses_a_truncated_body")]
    [TestCase("""{"header":{},"message":{}} {}""", TestName = "Refuses_two_bodies")]
    public void Refuses(string body) => Assert.That(Read(body).Failure?.Status, Is.EqualTo(400));

    [Test]
    public void Refuses_text_that_is_not_utf8()
    {
        byte[] body = [.. "{\"header\":{},\"message\":{\"x\":\""u8, 0xC3, 0x28, .. "\"}}"u8];

        Assert.That(EnvelopeReader.Read(body, out _).Failure?.Status, Is.EqualTo(400));
    }

    [Test]
    public void Refuses_nesting_deeper_than_64_levels()
    {
        var body = """{"header":{},"message":{"x":""" + new string('[', 70) + new string(']', 70) + "}}";

        Assert.That(Read(body).Failure?.Status, Is.EqualTo(400));
    }

    private static Outcome<ReceivedEnvelope> Read(string body) => EnvelopeReader.Read(Encoding.UTF8.GetBytes(body), out _);
}
