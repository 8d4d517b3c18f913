using System.Text;
using Dci.CrvsApi.Discovery;

namespace Dci.CrvsApi.Tests.Contract;

public sealed class YamlJsonTests
{
    [TestCase("a: 1", """{"a":1}""")]
    [TestCase("a: '1'", """{"a":"1"}""")]
    [TestCase("a: 1.0.0", """{"a":"1.0.0"}""")]
    [TestCase("a: [-90, 1.5, true, false, null, yes, 007]", """{"a":[-90,1.5,true,false,null,"yes","007"]}""")]
    [TestCase("'200': {$ref: '#/x'}", """{"200":{"$ref":"#/x"}}""")]
    [TestCase("a: >-\n  one\n  two\n", """{"a":"one two"}""")]
    [TestCase("a:\n  {\n    \"b\": \"\\u0041 \\\"C\\\"\"\n  }", """{"a":{"b":"A \"C\""}}""")]
    [TestCase("a: ኢማራ", """{"a":"ኢማራ"}""")]
    [TestCase("a:\n  - {}\n  - []\n", """{"a":[{},[]]}""")]
    public void Converts(string yaml, string json) =>
        Assert.That(Encoding.UTF8.GetString(YamlJson.Convert(Encoding.UTF8.GetBytes(yaml))), Is.EqualTo(json));

    [Test]
    public void Refuses_aliases_which_JSON_does_not_know() =>
        Assert.That(() => YamlJson.Convert("a: &x 1\nb: *x"u8.ToArray()), Throws.TypeOf<InvalidDataException>());
}
