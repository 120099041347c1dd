"""The course's network in plain Python: neuron by neuron, sample by sample."""

import math
import platform

from job import Job, serve


class Neuron:
    def __init__(self, weights, bias):
        self.weights = list(weights)
        self.bias = bias
        self.d_weights = [0.0] * len(weights)
        self.d_bias = 0.0

    def forward(self, inputs):
        z = 0.0
        for value, weight in zip(inputs, self.weights):
            z += value * weight
        self.inputs = inputs
        self.output = 1.0 / (1.0 + math.exp(-z - self.bias))
        return self.output

    def zero_grad(self):
        self.d_weights = [0.0] * len(self.weights)
        self.d_bias = 0.0

    def backward(self, d_output, d_inputs):
        d_z = d_output * self.output * (1.0 - self.output)
        self.d_bias += d_z
        for i, value in enumerate(self.inputs):
            self.d_weights[i] += d_z * value
            d_inputs[i] += d_z * self.weights[i]

    def update(self, learning_rate):
        self.bias -= learning_rate * self.d_bias
        for i, d_weight in enumerate(self.d_weights):
            self.weights[i] -= learning_rate * d_weight


class Network:
    def __init__(self, layers):
        self.layers = [[Neuron(*each) for each in zip(*layer)] for layer in layers]
        self.neurons = [neuron for layer in self.layers for neuron in layer]

    def forward(self, inputs):
        for layer in self.layers:
            inputs = [neuron.forward(inputs) for neuron in layer]
        return inputs[0]

    def backward(self, d_output):
        d_outputs = [d_output]
        for layer in reversed(self.layers):
            d_inputs = [0.0] * len(layer[0].weights)
            for neuron, d_output in zip(layer, d_outputs):
                neuron.backward(d_output, d_inputs)
            d_outputs = d_inputs

    def step(self, inputs, targets, learning_rate):
        loss = 0.0
        for neuron in self.neurons:
            neuron.zero_grad()
        for point, target in zip(inputs, targets):
            error = self.forward(point) - target
            loss += error * error
            self.backward(2.0 * error / len(targets))
        for neuron in self.neurons:
            neuron.update(learning_rate)
        return loss / len(targets)


def main():
    job = Job()
    layers = job.layers()

    def train():
        network = Network(layers)
        for _ in range(job.steps):
            loss = network.step(job.inputs, job.targets, job.learning_rate)
        return loss

    serve("plain Python " + platform.python_version(), train)


main()
