namespace EdgeProctoring.EdgeAgent;

/// <summary>The last good configuration as it came, signature and all, so that a node starts from it without a hub.</summary>
internal sealed class ConfigurationFile(string folder)
{
    private readonly string _file = Path.Combine(folder, "configuration.bin");

    public byte[]? Read() => File.Exists(_file) ? File.ReadAllBytes(_file) : null;

    public void Write(byte[] signed) => DurableFile.Write(_file, signed);
}
