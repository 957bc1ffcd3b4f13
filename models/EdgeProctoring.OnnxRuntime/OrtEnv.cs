using Microsoft.ML.OnnxRuntime.Native;

namespace Microsoft.ML.OnnxRuntime;

/// <summary>The native runtime of this process.</summary>
public sealed class OrtEnv
{
    private static readonly OrtEnv _only = new();

    private OrtEnv()
    {
    }

    public static OrtEnv Instance() => _only;

    public string GetVersionString() => NativeApi.Version;
}
