using System.Collections.Concurrent;
using Dci.CrvsApi.Registry.Records;
using Microsoft.Data.Sqlite;

namespace Dci.CrvsApi.Benchmarks.Floor;

/// <summary>The one look-up of the floor: a prepared statement on the register that the server uses.</summary>
internal sealed class FloorRegister(string file)
{
    private readonly ConcurrentBag<SqliteCommand> _idle = [];

    /// <summary>The length of the person registered under the number, 0 when there is none.</summary>
    public int Find(string registrationNumber)
    {
        if (!_idle.TryTake(out var command))
            command = Open();
        command.Parameters[0].Value = Normalised.Identifier(registrationNumber);
        var person = command.ExecuteScalar() as byte[];
        _idle.Add(command);
        return person?.Length ?? 0;
    }

    private SqliteCommand Open()
    {
        var connection = new SqliteConnection(new SqliteConnectionStringBuilder { DataSource = file, Mode = SqliteOpenMode.ReadWrite, Pooling = false }.ToString());
        connection.Open();
        using (var pragma = connection.CreateCommand())
        {
            pragma.CommandText = "PRAGMA mmap_size = 4294967296";
            pragma.ExecuteNonQuery();
        }

        var command = connection.CreateCommand();
        command.CommandText = """
            SELECT b.person FROM record r JOIN body b ON b.seq = r.seq
            WHERE r.event = 1 AND r.reg_no_n = $number AND r.disclosed = 1
            """;
        command.Parameters.Add("$number", SqliteType.Text);
        command.Prepare();
        return command;
    }
}
