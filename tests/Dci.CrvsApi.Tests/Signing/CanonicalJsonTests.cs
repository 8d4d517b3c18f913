using System.Buffers;
using System.Globalization;
using System.Text;
using System.Text.Json;
using Dci.CrvsApi.Signing;
using Dci.CrvsApi.Signing.Canonical;
using static Dci.CrvsApi.Tests.Signing.SigningParty;

namespace Dci.CrvsApi.Tests.Signing;

public sealed class CanonicalJsonTests
{
    [Test]
    public void Sorts_by_code_point_in_ascii_and_by_utf16_unit_in_jcs()
    {
        const string Json = """{"\ud83d\ude00":1,"\uff5e":2,"b":{"z":[],"a":{}},"a":0}""";
        Assert.That(Ascii(Json), Is.EqualTo("""{"a":0,"b":{"a":{},"z":[]},"\uff5e":2,"\ud83d\ude00":1}"""));
        Assert.That(Jcs(Json), Is.EqualTo("""{"a":0,"b":{"a":{},"z":[]},"😀":1,"～":2}"""));
    }

    [Test]
    public void Escapes_as_each_form_does()
    {
        const string Json = """["\u0000\u001f\u007f\b\t\n\f\r\"\\\/é€👶"]""";
        Assert.That(Ascii(Json), Is.EqualTo("""["\u0000\u001f\u007f\b\t\n\f\r\"\\/\u00e9\u20ac\ud83d\udc76"]"""));
        Assert.That(Jcs(Json), Is.EqualTo("[\"\\u0000\\u001f\u007f\\b\\t\\n\\f\\r\\\"\\\\/é€👶\"]"));
    }

    [Test]
    public void Keeps_numbers_as_written_in_ascii() =>
        Assert.That(Ascii("[1.50,-0,1e2,1E+02,12345678901234567890]"), Is.EqualTo("[1.50,-0,1e2,1E+02,12345678901234567890]"));

    // RFC 8785 §3.2.2 and appendix B.
    [TestCase("333333333.33333329", "333333333.3333333")]
    [TestCase("1E30", "1e+30")]
    [TestCase("4.50", "4.5")]
    [TestCase("2e-3", "0.002")]
    [TestCase("0.000000000000000000000000001", "1e-27")]
    [TestCase("-0", "0")]
    [TestCase("0", "0")]
    [TestCase("5e-324", "5e-324")]
    [TestCase("-1.7976931348623157e308", "-1.7976931348623157e+308")]
    [TestCase("9007199254740992", "9007199254740992")]
    [TestCase("295147905179352830000", "295147905179352830000")]
    [TestCase("9.999999999999997e22", "9.999999999999997e+22")]
    [TestCase("1e21", "1e+21")]
    [TestCase("999999999999999900000", "999999999999999900000")]
    [TestCase("0.000001", "0.000001")]
    [TestCase("0.0000001", "1e-7")]
    [TestCase("1e-7", "1e-7")]
    [TestCase("1.0", "1")]
    [TestCase("100", "100")]
    [TestCase("-12.340", "-12.34")]
    public void Writes_numbers_as_ecmascript_in_jcs(string written, string canonical) => Assert.That(Jcs(written), Is.EqualTo(canonical));

    [Test]
    public void Writes_the_double_back_for_any_double()
    {
        var random = new Random(8785);
        for (var i = 0; i < 20_000; i++)
        {
            var number = BitConverter.Int64BitsToDouble(random.NextInt64());
            if (!double.IsFinite(number))
                continue;
            var text = EcmaScriptNumber.Format(number);
            Assert.That(double.Parse(text, CultureInfo.InvariantCulture), Is.EqualTo(number), text);
        }
    }

    [TestCase("[1e400]")]
    [TestCase("[\"\\ud800\"]")]
    [TestCase("[\"\\udc00\\ud800\"]")]
    [TestCase("{\"\\ud800\":1}")]
    public void Says_that_there_is_no_jcs_form(string json) => Assert.That(TryWrite(SortedJson.Jcs, json), Is.Null);

    [Test]
    public void Keeps_half_surrogates_as_python_does() => Assert.That(Ascii("""["\ud800x"]"""), Is.EqualTo("""["\ud800x"]"""));

    [Test]
    public void Leaves_out_forms_that_are_the_same_again()
    {
        var forms = new[] { EnvelopeForm.SortedAscii, EnvelopeForm.Jcs, EnvelopeForm.AsReceived };
        Assert.That(CanonicalJson.Candidates(Envelope(null, """{"a":1}""", "{}"), forms).Count(), Is.EqualTo(1));
        Assert.That(CanonicalJson.Candidates(Envelope(null, """{"a":1e400}""", "{}"), forms).Count(), Is.EqualTo(1));
        Assert.That(CanonicalJson.Candidates(Envelope(null, """{"a":"é"}""", "{ }"), forms).Count(), Is.EqualTo(3));
    }

    private static string Ascii(string json) => TryWrite(SortedJson.Ascii, json)!;

    private static string Jcs(string json) => TryWrite(SortedJson.Jcs, json)!;

    private static string? TryWrite(SortedJson form, string json)
    {
        using var document = JsonDocument.Parse(json);
        var output = new ArrayBufferWriter<byte>();
        return form.TryWrite(document.RootElement, output) ? Encoding.UTF8.GetString(output.WrittenSpan) : null;
    }
}
