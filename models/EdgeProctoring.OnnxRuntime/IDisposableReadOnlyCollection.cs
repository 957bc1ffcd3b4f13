namespace Microsoft.ML.OnnxRuntime;

/// <summary>Results that the caller disposes of together.</summary>
public interface IDisposableReadOnlyCollection<T> : IReadOnlyCollection<T>, IReadOnlyList<T>, IDisposable;

internal sealed class DisposableList<T>(int capacity) : List<T>(capacity), IDisposableReadOnlyCollection<T> where T : IDisposable
{
    public void Dispose()
    {
        ForEach(item => item.Dispose());
        Clear();
    }
}
