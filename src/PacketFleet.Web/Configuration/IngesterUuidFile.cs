using PacketFleet.Web.Hosting;

namespace PacketFleet.Web.Configuration;

/// <summary>Keeps the identity by which indexers know this ingester, so that it is the same after a restart.</summary>
internal static class IngesterUuidFile
{
    /// <summary>What the file is called.</summary>
    public const string Name = "ingester.uuid";

    private const int MostCharacters = 256;

    /// <summary>The UUID in the file; makes the file where there is none. Refuses to start where neither can be done.</summary>
    public static Guid ReadOrMake(string file)
    {
        try
        {
            return Read(file) ?? Make(file);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw Refused($"{file}, which keeps the identity of this ingester, cannot be read or written: let the user {Environment.UserName} do so, or set PacketFleet:Gravwell:IngesterUuid.");
        }
    }

    private static Guid? Read(string file)
    {
        if (!File.Exists(file))
            return null;
        using var reader = new StreamReader(file);
        var text = new char[MostCharacters];
        if (Guid.TryParse(text.AsSpan(0, reader.ReadBlock(text)).Trim(), out var uuid) && uuid != Guid.Empty)
            return uuid;
        throw Refused($"{file}, which keeps the identity of this ingester, holds no UUID: delete it to be given a new one, or set PacketFleet:Gravwell:IngesterUuid.");
    }

    // Whole or not at all; of two programs that start at once, both take the one that came first.
    private static Guid Make(string file)
    {
        var made = Guid.NewGuid();
        Directory.CreateDirectory(Path.GetDirectoryName(file)!);
        var temporary = $"{file}.{made:N}.tmp";
        File.WriteAllText(temporary, made + Environment.NewLine);
        try
        {
            File.Move(temporary, file, overwrite: false);
            return made;
        }
        catch (IOException) when (File.Exists(file))
        {
            File.Delete(temporary);
            return Read(file) ?? made;
        }
    }

    private static StartRefusedException Refused(string sentence) => new(StartRefusedException.CannotStart, sentence);
}
