using System.Runtime.CompilerServices;
using System.Text.Json;

namespace Dci.CrvsApi.Transactions;

/// <summary>Reads the elements of one list in a long JSON object, one after another; never more than one of them is in memory.</summary>
/// <param name="content">The object, checked before it was stored.</param>
/// <param name="member">The member of the object that holds the list.</param>
internal sealed class JsonArrayStream(Stream content, string member)
{
    private byte[] _buffer = new byte[64 * 1024];
    private int _start;
    private int _end;
    private bool _final;
    private bool _found;
    private bool _inside;
    private bool _over;
    private JsonReaderState _state = new(new JsonReaderOptions { MaxDepth = 64 });

    /// <exception cref="InvalidDataException">The object ends before the list does.</exception>
    public async IAsyncEnumerable<JsonElement> ReadAsync([EnumeratorCancellation] CancellationToken cancellationToken)
    {
        while (true)
        {
            while (TryNext(out var element))
                yield return element;
            if (_over)
                yield break;
            if (_final)
                throw new InvalidDataException($"The stored message ends before its {member} does.");
            await FillAsync(cancellationToken);
        }
    }

    private bool TryNext(out JsonElement element)
    {
        element = default;
        var reader = new Utf8JsonReader(_buffer.AsSpan(_start.._end), _final, _state);
        if (!_inside && !TryEnter(ref reader))
            return false;
        if (!reader.Read())
            return false;
        if (reader.TokenType == JsonTokenType.EndArray)
        {
            _over = true;
            return false;
        }

        // Not kept unless the whole element is there: the next attempt begins with it again.
        if (!JsonElement.TryParseValue(ref reader, out var parsed))
            return false;
        Keep(ref reader);
        element = parsed.Value;
        return true;
    }

    private bool TryEnter(ref Utf8JsonReader reader)
    {
        while (reader.Read())
        {
            _inside = _found && reader.TokenType == JsonTokenType.StartArray;
            _found = reader is { CurrentDepth: 1, TokenType: JsonTokenType.PropertyName } && reader.ValueTextEquals(member);
            if (_inside)
                break;
        }

        Keep(ref reader);
        if (_inside)
            reader = new Utf8JsonReader(_buffer.AsSpan(_start.._end), _final, _state);
        return _inside;
    }

    private void Keep(ref Utf8JsonReader reader)
    {
        _start += (int)reader.BytesConsumed;
        _state = reader.CurrentState;
    }

    private async ValueTask FillAsync(CancellationToken cancellationToken)
    {
        if (_start > 0)
        {
            _buffer.AsSpan(_start.._end).CopyTo(_buffer);
            (_start, _end) = (0, _end - _start);
        }

        if (_end == _buffer.Length)
            Array.Resize(ref _buffer, _buffer.Length * 2);
        var read = await content.ReadAsync(_buffer.AsMemory(_end), cancellationToken);
        _final = read == 0;
        _end += read;
    }
}
