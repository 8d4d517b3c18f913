namespace Dci.CrvsApi.Storage.Sql.Places;

/// <summary>
/// Keeps the last place book read, and reads it again when the counter in the session's own view has moved.
/// Readers share one; the writer has its own, since it sees what may yet be undone.
/// </summary>
internal sealed class PlaceShelf
{
    private volatile Entry? _entry;

    public PlaceBook Get(SqlSession session)
    {
        var entry = _entry;
        if (entry is not null && entry.Undone == session.Undone && entry.Book.Version == Counter.Read(session, Counter.Place))
            return entry.Book;
        _entry = entry = new Entry(PlaceBook.Read(session), session.Undone);
        return entry.Book;
    }

    private sealed record Entry(PlaceBook Book, int Undone);
}
