namespace Dci.CrvsApi.Storage.Sql.Sqlite;

/// <summary>
/// Runs commands in one transaction. When all of them work, which is nearly always, none of them pays for a savepoint;
/// when one fails, the transaction is run again with a savepoint around each, and only that one fails.
/// </summary>
internal sealed class GroupCommit(SqliteSession session, Func<Exception, Exception> describe)
{
    private readonly List<WriteCommand> _together = [];

    public void Run(List<WriteCommand> commands)
    {
        foreach (var command in commands)
        {
            if (command.Abandoned)
            {
                command.Abandon();
                continue;
            }

            if (!command.Alone)
            {
                _together.Add(command);
                continue;
            }

            RunTogether();
            RunAlone(command);
        }

        RunTogether();
    }

    private void RunTogether()
    {
        if (_together.Count == 0)
            return;
        try
        {
            if (TryAll())
                foreach (var command in _together)
                    command.Succeed();
            else
                RunApart();
        }
        finally
        {
            _together.Clear();
        }
    }

    private bool TryAll()
    {
        try
        {
            session.Execute("BEGIN IMMEDIATE");
            foreach (var command in _together)
                command.Run(session);
            session.Execute("COMMIT");
            return true;
        }
        catch (Exception)
        {
            session.Undo();
            return false;
        }
    }

    private void RunApart()
    {
        var succeeded = new List<WriteCommand>(_together.Count);
        try
        {
            session.Execute("BEGIN IMMEDIATE");
            foreach (var command in _together)
                if (TryOne(command))
                    succeeded.Add(command);
            session.Execute("COMMIT");
        }
        catch (Exception failure)
        {
            session.Undo();
            foreach (var command in _together)
                command.Fail(describe(failure));
            return;
        }

        foreach (var command in succeeded)
            command.Succeed();
    }

    private bool TryOne(WriteCommand command)
    {
        session.Execute("SAVEPOINT one");
        try
        {
            command.Run(session);
            session.Execute("RELEASE one");
            return true;
        }
        catch (Exception failure) when (!session.Ended)
        {
            session.UndoTo("one");
            command.Fail(describe(failure));
            return false;
        }
    }

    private void RunAlone(WriteCommand command)
    {
        try
        {
            command.Run(session);
            command.Succeed();
        }
        catch (Exception failure)
        {
            session.Undo();
            command.Fail(describe(failure));
        }
    }
}
