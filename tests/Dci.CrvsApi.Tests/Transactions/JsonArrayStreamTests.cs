using System.Text;
using System.Text.Json;
using Dci.CrvsApi.Transactions;

namespace Dci.CrvsApi.Tests.Transactions;

internal sealed class JsonArrayStreamTests
{
    [TestCase("""{"list":[]}""", 0)]
    [TestCase("""{"list":[{"a":1},{"a":[{"list":[7]}]}]}""", 2)]
    [TestCase("""{"before":{"list":[1,2,3]},"text":"list","more":["list",[{}]], "list" : [ {} , [1,2] , "é\"]" , 12 , null ] ,"after":[1]}""", 5)]
    public async Task Gives_each_element_of_the_list_however_the_bytes_arrive(string json, int count)
    {
        foreach (var size in new[] { 1, 2, 7, 1000 })
        {
            var elements = await ReadAsync(json, size);
            var whole = JsonDocument.Parse(json).RootElement.GetProperty("list");

            Assert.That(elements, Has.Count.EqualTo(count));
            Assert.That(elements.Zip(whole.EnumerateArray(), JsonElement.DeepEquals), Has.All.True);
        }
    }

    [Test]
    public async Task Reads_elements_that_are_longer_than_its_buffer()
    {
        var texts = Enumerable.Range(0, 3).Select(number => new string((char)('a' + number), 200_000)).ToArray();
        var elements = await ReadAsync(JsonSerializer.Serialize(new { other = texts[0], list = texts }), 10_000);

        Assert.That(elements.Select(element => element.GetString()), Is.EqualTo(texts));
    }

    [TestCase("""{"list":[1,2""")]
    [TestCase("""{"other":[1,2]}""")]
    public void Does_not_take_an_end_for_the_end_of_the_list(string json) =>
        Assert.That(() => ReadAsync(json, 5), Throws.InstanceOf<InvalidDataException>().Or.InstanceOf<JsonException>());

    private static async Task<List<JsonElement>> ReadAsync(string json, int atOnce)
    {
        using var stream = new Dribble(Encoding.UTF8.GetBytes(json), atOnce);
        var elements = new List<JsonElement>();
        await foreach (var element in new JsonArrayStream(stream, "list").ReadAsync(CancellationToken.None))
            elements.Add(element);
        return elements;
    }

    /// <summary>Gives only a few bytes at a time.</summary>
    private sealed class Dribble(byte[] bytes, int atOnce) : MemoryStream(bytes)
    {
        public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default) =>
            base.ReadAsync(buffer[..Math.Min(atOnce, buffer.Length)], cancellationToken);
    }
}
