using System.Runtime.InteropServices;

namespace EdgeProctoring.Hub.RemoteExams;

/// <summary>Turns packets of Opus into sound for <see cref="Vision.VoiceActivity"/>, by Debian's libopus, which ffmpeg brings along.</summary>
internal sealed partial class OpusVoice : SafeHandle
{
    private const string Library = "libopus.so.0";
    /// <summary>The longest packet is 120 ms.</summary>
    private const int MostSamples = Vision.VoiceActivity.SampleRate * 120 / 1000;

    private readonly float[] _sound = new float[MostSamples];

    public OpusVoice() : base(nint.Zero, ownsHandle: true)
    {
        SetHandle(Create(Vision.VoiceActivity.SampleRate, 1, out var fault));
        if (fault != 0)
        {
            throw new InvalidOperationException($"libopus makes no decoder (fault {fault}).");
        }
    }

    public override bool IsInvalid => handle == nint.Zero;

    /// <summary>Whether the library is there.</summary>
    public static bool IsThere()
    {
        if (!NativeLibrary.TryLoad(Library, out var library))
        {
            return false;
        }
        NativeLibrary.Free(library);
        return true;
    }

    /// <summary>The packet's sound; nothing where the packet is broken.</summary>
    public ReadOnlySpan<float> Decode(ReadOnlySpan<byte> packet)
    {
        var count = packet.Length == 0 ? 0 : Decode(handle, packet, packet.Length, _sound, MostSamples, 0);
        return _sound.AsSpan(0, Math.Max(0, count));
    }

    protected override bool ReleaseHandle()
    {
        Destroy(handle);
        return true;
    }

    [LibraryImport(Library, EntryPoint = "opus_decoder_create")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static partial nint Create(int rate, int channels, out int fault);

    [LibraryImport(Library, EntryPoint = "opus_decode_float")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static partial int Decode(nint decoder, ReadOnlySpan<byte> packet, int length, Span<float> sound, int most, int repairs);

    [LibraryImport(Library, EntryPoint = "opus_decoder_destroy")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static partial void Destroy(nint decoder);
}
