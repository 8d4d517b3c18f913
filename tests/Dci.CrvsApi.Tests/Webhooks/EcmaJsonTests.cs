using System.Text;
using Dci.CrvsApi.Webhooks;

namespace Dci.CrvsApi.Tests.Webhooks;

/// <summary>The right side is what JSON.stringify(JSON.parse(left)) gives in node 22.</summary>
internal sealed class EcmaJsonTests
{
    [TestCase("""{ "a" : [ 1, 2.50, -0, 1E3, 1e21, 0.0000001 ], "b" : { } , "c":[ ]}""", """{"a":[1,2.5,0,1000,1e+21,1e-7],"b":{},"c":[]}""")]
    [TestCase("""["\u00eb\/\u0041", "\u2028", "\u007f", "<>&'+"]""", "[\"ë/A\",\"\u2028\",\"\u007f\",\"<>&'+\"]")]
    [TestCase("""["\"\\\b\f\n\r\t", "\u0000\u001F"]""", """["\"\\\b\f\n\r\t","\u0000\u001f"]""")]
    [TestCase("""["\ud83d\ude00", "\uD83D", "\uDE00x"]""", "[\"\U0001F600\",\"\\ud83d\",\"\\ude00x\"]")]
    [TestCase("""{"a":null,"b":true,"c":false,"a\"b":""}""", """{"a":null,"b":true,"c":false,"a\"b":""}""")]
    [TestCase("[[],[{}],[[1],2]]", "[[],[{}],[[1],2]]")]
    public void Writes_what_ECMAScript_writes(string json, string expected) =>
        Assert.That(Encoding.UTF8.GetString(EcmaJson.Write(Encoding.UTF8.GetBytes(json))), Is.EqualTo(expected));
}
