using System.Text.Json.Nodes;
using Dci.CrvsApi.Registry.Ingest.Normalising;

namespace Dci.CrvsApi.Registry.Tests.Ingest;

[TestFixture]
internal sealed class NormalisingRulesTests
{
    private static readonly (string Rule, string Type, string Received, string Expected)[] Cases =
    [
        ("a coding stands in an array", "Composition", """{"code":{"coding":{"code":"a"}}}""", """{"code":{"coding":[{"code":"a"}]}}"""),
        ("a type of an identifier is a concept", "Patient", """{"identifier":[{"type":"NATIONAL_ID","value":"1"}]}""", """{"identifier":[{"type":{"coding":[{"system":"http://opencrvs.org/specs/identifier-type","code":"NATIONAL_ID"}]},"value":"1"}]}"""),
        ("members unknown to an identifier become extensions", "Patient", """{"identifier":[{"value":7,"otherType":"Card","fieldsModifiedByIdentity":["firstNames"]}]}""", """{"identifier":[{"value":"7","extension":[{"url":"http://opencrvs.org/specs/extension/other-identifier-type","valueString":"Card"},{"url":"http://opencrvs.org/specs/extension/fields-modified-by-identity","valueString":"firstNames"}]}]}"""),
        ("an extension has one value", "Task", """{"extension":[{"url":"u","valueString":"x","valueReference":{"reference":"Location/1"}}]}""", """{"extension":[{"url":"u","valueReference":{"reference":"Location/1"}}]}"""),
        ("a text value is a string", "Observation", """{"valueString":3}""", """{"valueString":"3"}"""),
        ("an integer value is a number", "Patient", """{"extension":[{"url":"u","valueInteger":"31"}]}""", """{"extension":[{"url":"u","valueInteger":31}]}"""),
        ("a signature has R4's members", "Practitioner", """{"meta":{"lastUpdated":"2024-01-01T00:00:00Z"},"extension":[{"valueSignature":{"blob":"data:image/png;base64,AAAA","contentType":"image/png"}}]}""", """{"meta":{"lastUpdated":"2024-01-01T00:00:00Z"},"extension":[{"valueSignature":{"data":"AAAA","sigFormat":"image/png","type":[{"system":"urn:iso-astm:E1762-95:2013","code":"1.2.840.10065.1.12.1.7"}],"who":{"display":"Not recorded"},"when":"2024-01-01T00:00:00Z"}}]}"""),
        ("an attachment holds data or points at it", "DocumentReference", """{"content":[{"attachment":{"data":"/ocrvs/a.png","creation":"1736327531000"}},{"attachment":{"data":"data:image/png;base64,AAAA"}},{"attachment":{"data":"<base64>"}},{"attachment":{"data":"/9j/4AAQ"}}]}""", """{"content":[{"attachment":{"creation":"2025-01-08T09:12:11.000Z","url":"/ocrvs/a.png"}},{"attachment":{"data":"AAAA"}},{"attachment":{}},{"attachment":{"data":"/9j/4AAQ"}}]}"""),
        ("an annotation without text goes", "Task", """{"note":[{"text":"","time":"2024"},{"text":"seen"}]}""", """{"note":[{"text":"seen"}]}"""),
        ("a family name is one string", "Patient", """{"name":[{"family":["van","Dyk"]}]}""", """{"name":[{"family":"van Dyk"}]}"""),
        ("given names stand in an array", "Patient", """{"name":[{"given":"Ana","suffix":"Jr"}]}""", """{"name":[{"given":["Ana"],"suffix":["Jr"]}]}"""),
        ("the use of a name is not its language", "Patient", """{"name":[{"use":"bn","suffix":["Roy"]},{"use":"official","suffix":["III"]}]}""", """{"name":[{"extension":[{"url":"http://hl7.org/fhir/StructureDefinition/language","valueCode":"bn"},{"url":"http://opencrvs.org/specs/extension/married-last-name","valueString":"Roy"}]},{"use":"official","suffix":["III"]}]}"""),
        ("a kind of address is not its type", "Patient", """{"address":[{"type":"PRIMARY_ADDRESS"},{"type":"CURRENT"},{"type":"postal"}]}""", """{"address":[{"use":"home"},{"use":"temp"},{"type":"postal"}]}"""),
        ("address lines are lines", "Patient", """{"address":[{"line":["1","","","","","","","","","","9b5a6c1e-0000-4000-8000-000000000a05","9b5a6c1e-0000-4000-8000-000000000a06","RURAL"]},{"line":"2"}]}""", """{"address":[{"line":["1","","","","","","","","","","RURAL"],"extension":[{"url":"http://opencrvs.org/specs/extension/part-of","valueReference":{"reference":"Location/9b5a6c1e-0000-4000-8000-000000000a06"}}]},{"line":["2"]}]}"""),
        ("the day of death wins", "Patient", """{"deceasedBoolean":true,"deceasedDateTime":"2024-01-01"}""", """{"deceasedDateTime":"2024-01-01"}"""),
        ("the order of birth wins", "Patient", """{"multipleBirthBoolean":true,"multipleBirthInteger":2}""", """{"multipleBirthInteger":2}"""),
        ("a relationship stands in an array", "RelatedPerson", """{"relationship":{"text":"MOTHER"}}""", """{"relationship":[{"text":"MOTHER"}]}"""),
        ("a type stands in an array", "Location", """{"type":{"text":"x"}}""", """{"type":[{"text":"x"}]}"""),
        ("Location/0 is no place", "Location", """{"partOf":{"reference":"Location/0"}}""", "{}"),
        ("an alias stands in an array", "Location", """{"alias":"Old"}""", """{"alias":["Old"]}"""),
        ("a place has one address", "Location", """{"address":[{"city":"A"},{"city":"B"}]}""", """{"address":{"city":"A"}}"""),
        ("a document is dated when it was indexed", "DocumentReference", """{"indexed":"2024-01-01T00:00:00Z","created":"2024-01-01"}""", """{"date":"2024-01-01T00:00:00Z","status":"current"}"""),
        ("the class of a document is a category", "DocumentReference", """{"class":{"text":"x"}}""", """{"category":[{"text":"x"}]}"""),
        ("a question has an id", "QuestionnaireResponse", """{"context":{"reference":"Encounter/1"},"item":[{"linkId":"","text":"village","answer":{"valueString":"x"}},{"linkId":""}]}""", """{"encounter":{"reference":"Encounter/1"},"status":"completed","item":[{"linkId":"village","text":"village","answer":[{"valueString":"x"}]},{"linkId":"item-2"}]}"""),
        ("a questionnaire is named by its address", "QuestionnaireResponse", """{"questionnaire":{"reference":"Questionnaire/1"}}""", """{"questionnaire":"Questionnaire/1"}"""),
        ("a payment has R4's members", "PaymentReconciliation", """{"total":{"value":5,"unit":"X"},"outcome":{"coding":[{"code":"COMPLETED"}]},"detail":[{"date":"2024-01-02T00:00:00Z"}]}""", """{"paymentAmount":{"value":5},"outcome":"complete","detail":[{"date":"2024-01-02","type":{"text":"payment"}}],"status":"active","created":"2024-01-02","paymentDate":"2024-01-02"}"""),
        ("the class of a composition is a category", "Composition", """{"class":{"text":"x"}}""", """{"category":[{"text":"x"}]}"""),
        ("a composition has one identifier", "Composition", """{"identifier":[{"value":"1"}]}""", """{"identifier":{"value":"1"}}"""),
        ("a composition relates to others as R4 lets it", "Composition", """{"relatesTo":[{"code":"duplicate"},{"code":"replaces"}]}""", """{"relatesTo":[{"code":"replaces"}]}"""),
        ("a task's context is its encounter", "Task", """{"context":{"reference":"Encounter/1"}}""", """{"encounter":{"reference":"Encounter/1"}}"""),
        ("a task's reason is a code", "Task", """{"reason":{"text":"typo"}}""", """{"reasonCode":{"text":"typo"}}"""),
        ("a task is asked for by somebody", "Task", """{"requester":{"agent":{"reference":"Practitioner/1"}}}""", """{"requester":{"reference":"Practitioner/1"}}"""),
        ("a task's inputs have one value each", "Task", """{"input":[{"type":{"text":"x"},"valueCode":"child","valueString":"y"}],"output":[{"type":{"text":"x"},"valueCode":"y"}]}""", """{"output":[{"type":{"text":"x"},"valueCode":"y"}]}"""),
        ("an observation's context is its encounter", "Observation", """{"context":{"reference":"Encounter/1"}}""", """{"encounter":{"reference":"Encounter/1"}}"""),
        ("a quantity is a number", "Observation", """{"valueQuantity":{"value":"TWIN"}}""", """{"valueString":"TWIN"}"""),
        ("nothing empty stays", "Patient", """{"a":"","b":{},"c":[],"d":null,"e":[" ",{"f":""}],"given":[null,"x"],"_given":[{"id":"1"},null],"extension":[{"url":"u"},{"url":"v","extension":[{"url":"w","valuePeriod":{"start":""}}]}]}""", """{"given":[null,"x"],"_given":[{"id":"1"},null]}"""),
        ("a composition has an author", "Composition", "{}", """{"author":[{"display":"Civil registry"}]}"""),
        ("a composition has a date", "Composition", """{"meta":{"lastUpdated":"2024-01-01T00:00:00Z"}}""", """{"meta":{"lastUpdated":"2024-01-01T00:00:00Z"},"date":"2024-01-01T00:00:00Z"}"""),
        ("a composition has a title", "Composition", """{"type":{"coding":[{"code":"birth-declaration"}]}}""", """{"type":{"coding":[{"code":"birth-declaration"}]},"title":"birth-declaration"}"""),
        ("a composition has a status", "Composition", "{}", """{"status":"preliminary"}"""),
        ("a task has an intent", "Task", "{}", """{"intent":"order"}"""),
        ("a task has a status", "Task", "{}", """{"status":"requested"}"""),
        ("an encounter has a class", "Encounter", "{}", """{"class":{"system":"http://terminology.hl7.org/CodeSystem/v3-ActCode","code":"AMB"}}"""),
        ("an encounter has a status", "Encounter", "{}", """{"status":"finished"}"""),
        ("an observation has a status", "Observation", "{}", """{"status":"final"}"""),
    ];

    private static IEnumerable<TestCaseData> Each => Cases.Select(one => new TestCaseData(one.Rule, one.Type, one.Received, one.Expected).SetArgDisplayNames(one.Rule));

    [TestCaseSource(nameof(Each))]
    public void Puts_right(string name, string type, string received, string expected)
    {
        var rule = BundleNormaliser.Rules.Single(candidate => candidate.Name == name);
        var resource = JsonNode.Parse(received)!.AsObject();

        rule.Apply(resource, []);

        Assert.That(rule.ResourceType, Is.Null.Or.EqualTo(type));
        Assert.That(JsonNode.DeepEquals(resource, JsonNode.Parse(expected)), Is.True, resource.ToJsonString());
    }

    [Test]
    public void Every_rule_is_tested() =>
        Assert.That(Cases.Select(one => one.Rule), Is.EquivalentTo(BundleNormaliser.Rules.Select(rule => rule.Name)));

    [TestCaseSource(nameof(Each))]
    public void Leaves_what_it_put_right(string name, string type, string received, string expected)
    {
        var rule = BundleNormaliser.Rules.Single(candidate => candidate.Name == name);
        var resource = JsonNode.Parse(expected)!.AsObject();

        rule.Apply(resource, []);

        Assert.That(JsonNode.DeepEquals(resource, JsonNode.Parse(expected)), Is.True, $"{type} {received} became {resource.ToJsonString()}");
    }

    [TestCase("/fhir/Patient/1/_history/2", "http://opencrvs.org/fhir/Patient/1")]
    [TestCase("Patient/1", "http://opencrvs.org/fhir/Patient/1")]
    [TestCase("http://example.org/fhir/Patient/1", "http://example.org/fhir/Patient/1")]
    [TestCase("urn:uuid:A2CB0DB6-3526-4C2E-AA22-2F8FEF9EEF46", "urn:uuid:a2cb0db6-3526-4c2e-aa22-2f8fef9eef46")]
    public void An_entry_is_addressed_absolutely(string received, string expected)
    {
        var entry = new JsonObject { ["fullUrl"] = received };

        BundleRules.AddressIsAbsolute(entry);

        Assert.That(entry["fullUrl"]!.GetValue<string>(), Is.EqualTo(expected));
    }

    [Test]
    public void Task_histories_signatures_and_days_of_a_bundle_are_put_right()
    {
        var bundle = JsonNode.Parse("""{"resourceType":"Bundle","meta":{"lastUpdated":"2024-01-02"},"signature":{"when":"today"},"entry":[{"resource":{"resourceType":"TaskHistory","focus":{"reference":"urn:uuid:A0000000-0000-4000-8000-000000000000"}}}]}""")!.AsObject();

        BundleRules.Apply(bundle);

        var expected = JsonNode.Parse("""{"resourceType":"Bundle","meta":{"lastUpdated":"2024-01-02T00:00:00Z"},"entry":[{"resource":{"resourceType":"Task","focus":{"reference":"urn:uuid:a0000000-0000-4000-8000-000000000000"}}}]}""");
        Assert.That(JsonNode.DeepEquals(bundle, expected), Is.True, bundle.ToJsonString());
    }
}
