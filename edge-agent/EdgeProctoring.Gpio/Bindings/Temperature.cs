namespace UnitsNet;

/// <summary>A temperature; only degrees Celsius are offered here.</summary>
#pragma warning disable CA1815 // Equality of temperatures is a matter of the caller's tolerance.
public readonly struct Temperature
{
    private Temperature(double degreesCelsius) => DegreesCelsius = degreesCelsius;

    public double DegreesCelsius { get; }

    internal static Temperature OfDegreesCelsius(double value) => new(value);
}
